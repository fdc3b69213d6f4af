import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { packageRoot } from '../../src/package-root.ts';
import { mutated } from './find-mutants.ts';
import type { Mutant } from './mutant.ts';

/** A copy of the runtime's sources in a temporary folder. Disposing removes it. */
export interface MutantTree extends Disposable {
  /** URL of the copy's adapter of the reference. */
  readonly adapter: string;
  /** Absolute path of the copy, with `/` behind it. */
  readonly root: string;
  /** Writes the mutant's file. */
  plant(mutant: Mutant): void;
  /** Writes the file as it was. */
  restore(mutant: Mutant): void;
}

/** Copies what a cell loads. */
export const mutantTree = (): MutantTree => {
  const folder = mkdtempSync(join(tmpdir(), 'sandproof-mutants-'));
  for (const name of ['src', 'adapters', 'package.json']) cpSync(join(packageRoot, name), join(folder, name), { recursive: true });
  mkdirSync(join(folder, 'fixtures'));
  symlinkSync(join(packageRoot, 'node_modules'), join(folder, 'node_modules'));
  const sound = (file: string): string => readFileSync(join(packageRoot, file), 'utf8');
  return {
    adapter: pathToFileURL(join(folder, 'adapters/reference/adapter.ts')).href,
    root: `${folder}/`,
    plant: (mutant) => writeFileSync(join(folder, mutant.file), mutated(sound(mutant.file), mutant)),
    restore: ({ file }) => writeFileSync(join(folder, file), sound(file)),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
};
