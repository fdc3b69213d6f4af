import { describe, expect, it } from 'vitest';
import { plantTree } from './planted-tree.ts';
import { runTool } from './run-tool.ts';

const manifest = {
  name: 'planted',
  version: '1.0.0',
  type: 'module',
  dependencies: { zod: '*', commander: '*' },
  devDependencies: { node: '*' },
};

describe('knip', () => {
  it('reports a planted file, export and dependency that nothing uses, and one that is used but not listed', () => {
    using tree = plantTree(['knip.json', 'tsconfig.json']);
    tree.plant('package.json', JSON.stringify(manifest));
    tree.plant('src/index.ts', "import 'zod';\nimport { used } from './parts.ts';\nexport const a = used;");
    tree.plant('src/parts.ts', "import 'picocolors';\nexport const used = 1;\nexport const unused = 2;");
    tree.plant('src/forgotten.ts', 'export const a = 1;');
    const { status, output } = runTool(tree.root, 'knip', '--reporter', 'symbols', '--no-config-hints');
    expect(status).toBe(1);
    expect(output).toMatch(/Unused files \(1\)\s+src\/forgotten\.ts/);
    expect(output).toMatch(/Unused dependencies \(1\)\s+commander/);
    expect(output).toMatch(/Unlisted dependencies \(1\)\s+picocolors/);
    expect(output).toMatch(/Unused exports \(1\)\s+unused/);
  });
});
