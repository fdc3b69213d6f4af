import { describe, expect, it } from 'vitest';
import { plantTree } from './planted-tree.ts';
import { runTool } from './run-tool.ts';

/** One violation for each switch of tsconfig.json that makes the compiler stricter: the error's number and the text. */
const planted: Readonly<Record<string, readonly [code: string, text: string]>> = {
  strict: ['TS2322', 'export const a: string = ((): string | undefined => undefined)();'],
  'strict-implicit-any': ['TS7006', 'export const f = (a): unknown => a;'],
  'no-unchecked-indexed-access': ['TS2322', 'export const f = (a: readonly string[]): string => a[0];'],
  'exact-optional-property-types': ['TS2375', 'export const a: { b?: number } = { b: ((): number | undefined => undefined)() };'],
  'no-implicit-override': [
    'TS4114',
    'class A {\n  b(): number {\n    return 1;\n  }\n}\nexport class C extends A {\n  b(): number {\n    return 2;\n  }\n}',
  ],
  'no-fallthrough-cases-in-switch': [
    'TS7029',
    'export const f = (a: number): number => {\n  let b = 0;\n  switch (a) {\n    case 1:\n      b = 1;\n    case 2:\n      b = 2;\n  }\n  return b;\n};',
  ],
  'no-implicit-returns': ['TS7030', 'export const f = (a: boolean) => {\n  if (a) return 1;\n};'],
  'no-unused-locals': ['TS6133', 'const a = 1;\nexport {};'],
  'no-unused-parameters': ['TS6133', 'export const f = (a: number): number => 1;'],
  'verbatim-module-syntax': ['TS1484', "import { PathLike } from 'node:fs';\nexport type A = PathLike;"],
  'erasable-syntax-only': ['TS1294', 'export enum A {\n  B,\n}'],
  'nothing-newer-than-node-24': ['TS2339', 'export const a = Math.sumPrecise;'],
};

const red = (output: string): Map<string, string> =>
  new Map([...output.matchAll(/^(\S+?)\(\d+,\d+\): error (TS\d+)/gm)].map(([, path = '', code = '']) => [path, code]));

describe('tsc', () => {
  it('reports a planted violation of every strict switch, and nothing else', () => {
    using tree = plantTree(['package.json', 'tsconfig.json']);
    tree.plant('src/honest.ts', 'export const a = 1;');
    for (const [name, [, text]] of Object.entries(planted)) tree.plant(`src/${name}.ts`, text);
    const { status, output } = runTool(tree.root, 'tsc', '-p', 'tsconfig.json');
    expect(status).not.toBe(0);
    expect(Object.fromEntries(red(output))).toEqual(
      Object.fromEntries(Object.entries(planted).map(([name, [code]]) => [`src/${name}.ts`, code])),
    );
  });

  it('reports what fixtures use beyond ES2024 and directus:api, and an expected error that is none', () => {
    using tree = plantTree(['package.json', 'fixtures/tsconfig.json']);
    tree.plant(
      'fixtures/extensions/honest/index.js',
      "import { log } from 'directus:api';\nlog('x');\n// @ts-expect-error not a string\nlog(1);",
    );
    tree.plant('fixtures/extensions/timer/index.js', 'setTimeout(() => {}, 1);');
    tree.plant('fixtures/extensions/newer/index.js', 'export default Promise.try;');
    tree.plant(
      'fixtures/extensions/foreign/index.js',
      "import 'node:fs';\nimport { readFileSync } from 'node:fs';\nexport default readFileSync;",
    );
    tree.plant('fixtures/extensions/stale/index.js', '// @ts-expect-error nothing here\nexport default 1;');
    const { status, output } = runTool(tree.root, 'tsc', '-p', 'fixtures/tsconfig.json');
    expect(status).not.toBe(0);
    expect([...red(output)].toSorted(([a], [b]) => a.localeCompare(b))).toEqual([
      ['fixtures/extensions/foreign/index.js', 'TS2591'],
      ['fixtures/extensions/newer/index.js', 'TS2550'],
      ['fixtures/extensions/stale/index.js', 'TS2578'],
      ['fixtures/extensions/timer/index.js', 'TS2304'],
    ]);
  });
});
