/** Checks the licence of every package that comes with `npm i sandproof`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { licenceProblems, type Lockfile, productionPackages } from '../gates/licences.ts';
import { packageRoot } from '../src/package-root.ts';

const lockfile = JSON.parse(readFileSync(join(packageRoot, 'package-lock.json'), 'utf8')) as Lockfile;
const problems = licenceProblems(lockfile);
for (const problem of problems) console.error(problem);
console.log(`${String(productionPackages(lockfile).length)} packages, ${String(problems.length)} problems`);
if (problems.length > 0) process.exitCode = 1;
