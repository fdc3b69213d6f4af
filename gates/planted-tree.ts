import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageRoot } from '../src/package-root.ts';

/** A temporary tree with the project's configuration and modules, into which violations are planted. Disposing removes it. */
export interface PlantedTree extends Disposable {
  readonly root: string;
  plant(path: string, text: string): void;
}

/** Makes a tree that holds the named files of the project and a link to its modules. */
export const plantTree = (configuration: readonly string[]): PlantedTree => {
  const root = mkdtempSync(join(tmpdir(), 'sandproof-planted-'));
  for (const path of configuration) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    cpSync(join(packageRoot, path), join(root, path), { recursive: true });
  }
  symlinkSync(join(packageRoot, 'node_modules'), join(root, 'node_modules'), 'dir');
  return {
    root,
    plant(path, text) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text.endsWith('\n') ? text : `${text}\n`);
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
};
