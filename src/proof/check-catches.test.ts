import { describe, expect, it } from 'vitest';

import { checkCatches } from './check-catches.ts';
import { someCase, someFault } from './proof.testing.ts';

const says = (...parameters: Parameters<typeof checkCatches>): readonly string[] =>
  checkCatches(...parameters).map((finding) => finding.says);

describe('checkCatches', () => {
  it('finds nothing where each name has a fault, and each fault a case', () => {
    expect(says([someCase('log/a/b', 'provides', 'a')], [someFault('a')], [])).toEqual([]);
  });

  it('finds a name that no fault has', () => {
    expect(says([someCase('log/a/b', 'provides', 'a', 'c')], [someFault('a')], [])).toEqual([
      'log/a/b lists c, and no fault has this name',
    ]);
  });

  it('finds a fault that no case lists', () => {
    expect(says([someCase('log/a/b', 'provides', 'a')], [someFault('a'), someFault('c')], [])).toEqual(['no case lists the fault c']);
  });

  it('finds a fault that the runtime has no seam for', () => {
    const seam = { name: 'a', kind: 'semantic', breaks: 'something', seam: true } as const;
    expect(says([someCase('log/a/b', 'provides', 'a')], [seam], [])).toEqual(['the runtime has no seam for a']);
    expect(says([someCase('log/a/b', 'provides', 'a')], [seam], ['a'])).toEqual([]);
  });
});
