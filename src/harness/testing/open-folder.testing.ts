import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary folder that is removed with the scope. */
export interface Folder extends Disposable {
  readonly path: string;
  join(name: string): string;
  /** Names of its files, sorted. */
  names(): readonly string[];
  /** Text of a file. */
  read(name: string): string;
}

/** Makes a temporary folder. */
export const openFolder = (): Folder => {
  const path = mkdtempSync(join(tmpdir(), 'sandproof-test-'));
  return {
    path,
    join: (name) => join(path, name),
    names: () => readdirSync(path).toSorted((a, b) => (a < b ? -1 : 1)),
    read: (name) => readFileSync(join(path, name), 'utf8'),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
};
