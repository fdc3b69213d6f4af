import { describe, expect, it } from 'vitest';
import { plantTree } from './planted-tree.ts';
import { runTool } from './run-tool.ts';

describe('prettier', () => {
  it('reports planted files in another style, and leaves the code that runs inside as it is', () => {
    using tree = plantTree(['.prettierrc.json', '.prettierignore']);
    tree.plant('src/honest.ts', "export const a = 'x';");
    tree.plant('src/double-quotes.ts', 'export const a = "x";');
    tree.plant('src/wide.ts', `export const a = [${Array.from({ length: 40 }, (_, index) => String(index * 100)).join(', ')}];`);
    tree.plant('src/no-semicolon.ts', 'export const a = 1');
    tree.plant('fixtures/extensions/odd/index.js', 'export   default "x"');
    const { status, output } = runTool(tree.root, 'prettier', '--list-different', 'src', 'fixtures');
    expect(status).toBe(1);
    expect(output.trim().split('\n').sort()).toEqual(['src/double-quotes.ts', 'src/no-semicolon.ts', 'src/wide.ts']);
  });
});
