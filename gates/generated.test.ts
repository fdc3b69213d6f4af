import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../src/package-root.ts';
import { plantTree } from './planted-tree.ts';
import { runTool } from './run-tool.ts';

const generated = 'src/contract/built-ins.ts';
const project = ['package.json', 'scripts/generate-built-ins.ts', 'src/package-root.ts', generated];

describe('generate-built-ins --check', () => {
  it('accepts the table as it is checked in', () => {
    using tree = plantTree(project);
    expect(runTool(tree.root, 'node', 'scripts/generate-built-ins.ts', '--check')).toMatchObject({ status: 0 });
  });

  it('reports a planted change of the table', () => {
    using tree = plantTree(project);
    tree.plant(generated, 'export const builtIns = [];');
    const { status, output } = runTool(tree.root, 'node', 'scripts/generate-built-ins.ts', '--check');
    expect(status).toBe(1);
    expect(output).toContain('npm run generate');
  });
});

describe('generate-attack-classes --check', () => {
  const files = [
    'package.json',
    'scripts/generate-attack-classes.ts',
    'src/package-root.ts',
    'docs/attack-classes.md',
    'src/contract/attack-classes.ts',
  ];

  it('accepts the list as it is checked in, and reports a planted class', () => {
    using tree = plantTree(files);
    expect(runTool(tree.root, 'node', 'scripts/generate-attack-classes.ts', '--check')).toMatchObject({ status: 0 });
    tree.plant(
      'docs/attack-classes.md',
      `${readFileSync(join(packageRoot, 'docs/attack-classes.md'), 'utf8')}\n| Z99 | planted | x | y | - |\n`,
    );
    expect(runTool(tree.root, 'node', 'scripts/generate-attack-classes.ts', '--check').status).toBe(1);
  });
});

// It formats a long page three times.
describe('generate-contract --check', { timeout: 60_000 }, () => {
  it('accepts the page that it writes, and reports a clause that changed afterwards', () => {
    using tree = plantTree(['package.json', '.prettierrc.json', 'scripts/generate-contract.ts', 'src', 'suites', 'fixtures']);
    const run = (...flags: readonly string[]): number => runTool(tree.root, 'node', 'scripts/generate-contract.ts', ...flags).status;
    mkdirSync(join(tree.root, 'docs'));
    expect([run(), run('--check')]).toEqual([0, 0]);
    const text = readFileSync(join(tree.root, 'src/contract/clauses.ts'), 'utf8');
    tree.plant('src/contract/clauses.ts', text.replace("says: 'Every", "says: 'Any"));
    expect(run('--check')).toBe(1);
  });
});
