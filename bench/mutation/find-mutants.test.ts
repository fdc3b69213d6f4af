import { describe, expect, it } from 'vitest';

import { findMutants, mutated } from './find-mutants.ts';

const changes = (text: string): readonly string[] => findMutants('a.ts', text).map((one) => `${one.operator}: ${mutated(text, one)}`);

describe('findMutants', () => {
  it.each<[string, readonly string[]]>([
    ['const a = b < c;', ['comparison: const a = b <= c;', 'comparison: const a = b >= c;']],
    ['if (a) b();', ['condition: if (true) b();', 'condition: if (false) b();', 'call: if (a) ;']],
    ['const a = !b && c;', ['negation: const a = b && c;', 'logic: const a = !b || c;']],
    ['const a = b ?? c;', ['logic: const a = b && c;']],
    ['const a = b?.c;', ['optional-chain: const a = b.c;']],
    ['const a = b?.[0];', ['optional-chain: const a = b[0];', 'number: const a = b?.[1];']],
    ['const a = () => b;', ['arrow: const a = () => undefined;']],
    ['const a = () => ({ b });', ['arrow: const a = () => undefined;', 'object: const a = () => (({}));']],
    ['const a = b.trim();', ['method: const a = b;']],
    ["const a = b.startsWith('c');", ["method: const a = b.endsWith('c');", "text: const a = b.startsWith('');"]],
    ['a += 2;', ['call: ;', 'assignment: a -= 2;', 'number: a += (2 + 1);']],
    ['const a = [1];', ['array: const a = [];', 'number: const a = [(1 + 1)];']],
  ])('changes %s', (text, expected) => {
    expect(changes(text).toSorted((a, b) => a.localeCompare(b))).toEqual([...expected].toSorted((a, b) => a.localeCompare(b)));
  });

  it.each([
    ['types', "type A = 'b' | true; const a: { readonly b: 'c' } = d as 'e' | typeof f;"],
    ['imports and exports', "import a from 'b'; export { a }; export * from 'c';"],
    ['directives', "'use strict';"],
    ['texts for people', "throw new Error('this is a sentence');"],
    ['the concatenation of texts', 'const a = `b` + c;'],
    ['names of members', 'const a = b.c; class D { e; }'],
  ])('leaves %s alone', (_, text) => {
    expect(changes(text)).toEqual([]);
  });

  it('knows where each one stands', () => {
    expect(findMutants('src/a.ts', '\n\nconst a = true;')).toEqual([
      { file: 'src/a.ts', line: 3, operator: 'boolean', start: 12, end: 16, original: 'true', replacement: 'false' },
    ]);
  });

  it('refuses what is no program', () => {
    expect(() => findMutants('a.ts', 'const = ;')).toThrow(/a\.ts does not parse/);
  });
});
