import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { packageRoot } from '../package-root.ts';

const codeFolder = fileURLToPath(new URL('../..', import.meta.url));

const filesIn = (folder: string, pattern: string): readonly string[] =>
  globSync(pattern, { cwd: folder })
    .map((file) => join(folder, file))
    .toSorted();

/**
 * Returns SHA-256 (16 hexadecimal digits) over everything that a verdict depends on: the suites, checks and faults, the adapters and the fixtures.
 * `code` is the folder of what is run, compiled or not, `root` that of the package.
 */
export const codeHash = (code: string = codeFolder, root: string = packageRoot): string => {
  const hash = createHash('sha256');
  const files = [
    ...['src', 'suites', 'adapters'].flatMap((folder) => filesIn(code, `${folder}/**/*.{ts,js,cjs,json}`)),
    ...filesIn(root, 'src/**/*.{js,cjs}'), // what runs inside, which is not compiled
    ...filesIn(root, 'fixtures/**/*.{js,json}'),
  ];
  for (const file of files) hash.update(relative(root, file).split(sep).join('/')).update('\0').update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
};
