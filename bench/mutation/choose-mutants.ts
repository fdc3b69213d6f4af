import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join, matchesGlob, sep } from 'node:path';

import { packageRoot } from '../../src/package-root.ts';
import { findMutants } from './find-mutants.ts';
import { mutantName, type Mutant } from './mutant.ts';

/** The folders whose mutants the suite must notice. */
export const mutatedFolders = ['src/sdk', 'src/guest', 'src/reference'] as const;

/* What only words the errors and warnings that people read: nothing is decided in it. */
const wording: ReadonlySet<string> = new Set([
  'src/sdk/scope/describe-value.ts',
  'src/sdk/scope/field-below.ts',
  'src/sdk/quote-text.ts',
  'src/sdk/manifest/explain-issue.ts',
  'src/sdk/manifest/field-path.ts',
  'src/sdk/manifest/manifest-error.ts',
  'src/reference/describe-stop.ts',
  'src/reference/limit-descriptions.ts',
  'src/reference/warn-of-missing.ts',
]);

/** Which mutants to try: those of files that fit `only`, and of these one in `sample`, drawn by name, so that an edit elsewhere draws no others. */
export interface Choice {
  readonly only: string;
  readonly sample: (file: string) => number;
}

const drawn = (mutant: Mutant, sample: number): boolean =>
  createHash('sha256').update(mutantName(mutant)).digest().readUInt32LE() % sample === 0;

/** Returns the chosen mutants, and all of them. */
export const chooseMutants = ({ only, sample }: Choice): { readonly chosen: readonly Mutant[]; readonly all: readonly Mutant[] } => {
  const files = mutatedFolders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,js,cjs}`, { cwd: packageRoot }))
    .map((file) => file.split(sep).join('/'))
    .filter((file) => !/\.(?:test|testing|d)\.ts$/.test(file) && matchesGlob(file, only) && !wording.has(file))
    .toSorted();
  const all = files.flatMap((file) => findMutants(file, readFileSync(join(packageRoot, file), 'utf8')));
  return { chosen: all.filter((mutant) => drawn(mutant, sample(mutant.file))), all };
};
