import { describe, expect, it } from 'vitest';
import { lockfileProblems } from './lockfile.ts';

const sound = {
  '': { dependencies: { a: '1' } },
  'node_modules/a': { dependencies: { b: '1', c: '1' }, optionalDependencies: { 'a-linux': '1' } },
  'node_modules/a-linux': {},
  'node_modules/a/node_modules/b': { dependencies: { c: '1' } },
  'node_modules/c': {},
};

describe('lockfileProblems', () => {
  it('accepts a lockfile in which every dependency has an entry', () => {
    expect(lockfileProblems({ packages: sound })).toEqual([]);
  });

  it('reports a planted dependency without an entry', () => {
    expect(lockfileProblems({ packages: { ...sound, '': { dependencies: { d: '1' } } } })).toEqual([
      'the project needs d, which has no entry',
    ]);
  });

  it('reports a planted binary of another platform without an entry', () => {
    const packages = { ...sound, 'node_modules/c': { optionalDependencies: { 'c-darwin': '1' } } };
    expect(lockfileProblems({ packages })).toEqual(['node_modules/c needs c-darwin, which has no entry']);
  });

  it('reports an entry that only a sibling could see', () => {
    const packages = { ...sound, 'node_modules/c': { dependencies: { b: '1' } } };
    expect(lockfileProblems({ packages })).toEqual(['node_modules/c needs b, which has no entry']);
  });

  it('reports a planted address of a registry', () => {
    const packages = { ...sound, 'node_modules/c': { resolved: 'https://example.test/c.tgz' } };
    expect(lockfileProblems({ packages })).toEqual(['node_modules/c has the address of a registry']);
  });
});
