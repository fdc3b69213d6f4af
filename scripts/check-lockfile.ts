/** Checks that `npm ci` can take the lockfile, on any platform and from any registry. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockfileProblems, type DependencyLock } from '../gates/lockfile.ts';
import { packageRoot } from '../src/package-root.ts';

const lockfile = JSON.parse(readFileSync(join(packageRoot, 'package-lock.json'), 'utf8')) as DependencyLock;
const problems = lockfileProblems(lockfile);
for (const problem of problems) console.error(problem);
console.log(`${String(Object.keys(lockfile.packages).length)} entries, ${String(problems.length)} problems`);
if (problems.length > 0) process.exitCode = 1;
