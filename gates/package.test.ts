import { describe, expect, it } from 'vitest';
import { plantTree, type PlantedTree } from './planted-tree.ts';
import { runTool } from './run-tool.ts';

const manifest = (exports: unknown): string =>
  JSON.stringify({
    name: 'planted',
    version: '1.0.0',
    license: 'MIT',
    type: 'module',
    files: ['dist'],
    exports: { '.': exports, './package.json': './package.json' },
  });

const plantPackage = (exports: unknown): PlantedTree => {
  const tree = plantTree([]);
  tree.plant('package.json', manifest(exports));
  tree.plant('dist/index.js', 'export const a = 1;');
  tree.plant('dist/index.d.ts', 'export declare const a: number;');
  tree.plant('dist/index.d.cts', 'declare const a: number;\nexport = a;');
  return tree;
};

describe('publint', () => {
  it('accepts a sound package', () => {
    using tree = plantPackage({ types: './dist/index.d.ts', default: './dist/index.js' });
    expect(runTool(tree.root, 'publint', '--strict')).toMatchObject({ status: 0 });
  });

  it('reports a planted export that leads nowhere', () => {
    using tree = plantPackage({ types: './dist/index.d.ts', default: './dist/gone.js' });
    const { status, output } = runTool(tree.root, 'publint', '--strict');
    expect(status).toBe(1);
    expect(output).toContain('gone.js');
  });
});

describe('attw', () => {
  it('accepts a sound package', () => {
    using tree = plantPackage({ types: './dist/index.d.ts', default: './dist/index.js' });
    expect(runTool(tree.root, 'attw', '--pack', '.', '--profile', 'esm-only')).toMatchObject({ status: 0 });
  });

  it('reports planted types that are of another module system than the code', () => {
    using tree = plantPackage({ types: './dist/index.d.cts', default: './dist/index.js' });
    const { status, output } = runTool(tree.root, 'attw', '--pack', '.', '--profile', 'esm-only', '--format', 'ascii');
    expect(status).toBe(1);
    expect(output).toContain('Masquerading as CJS');
  });
});
