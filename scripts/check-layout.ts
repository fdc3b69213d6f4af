/** Checks the rules of the house that no linter knows, on every file that git tracks or would track. */
import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { layoutProblems, type SourceFile } from '../gates/layout.ts';
import { packageRoot } from '../src/package-root.ts';

const paths = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: packageRoot, encoding: 'utf8' })
  .split('\0')
  // neither what is deleted and not committed yet, nor a link, which stands for files of another place
  .filter((path) => path !== '' && lstatSync(join(packageRoot, path), { throwIfNoEntry: false })?.isFile() === true);

const files: SourceFile[] = paths.map((path) => ({ path, text: readFileSync(join(packageRoot, path), 'utf8') }));
const problems = layoutProblems(files);
for (const { rule, path, line, says } of problems)
  console.error(`${path}${line === undefined ? '' : `:${String(line)}`}: ${says} (${rule})`);
if (files.length < 20) throw new Error(`only ${String(files.length)} files were found; this must run in a clone`);
console.log(`${String(files.length)} files, ${String(problems.length)} problems`);
if (problems.length > 0) process.exitCode = 1;
