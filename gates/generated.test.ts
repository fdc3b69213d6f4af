import { describe, expect, it } from 'vitest';
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
