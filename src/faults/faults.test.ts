import { describe, expect, it } from 'vitest';

import referenceAdapter from '../../adapters/reference/adapter.ts';
import { collectCases } from '../harness/collect-cases.ts';
import { checkCatches } from '../proof/check-catches.ts';
import { faults } from './faults.ts';
import { findFault } from './find-fault.ts';

describe('faults', () => {
  it('have names of lower-case words, each once', () => {
    const names = faults.map(({ name }) => name);
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('say in one sentence what is broken', () => {
    expect(faults.filter(({ breaks }) => breaks.length < 10 || breaks.endsWith('.')).map(({ name }) => name)).toEqual([]);
  });

  it('either rewrite messages or need a seam', () => {
    expect(faults.filter(({ rewriting, seam }) => (rewriting === undefined) === (seam === undefined)).map(({ name }) => name)).toEqual([]);
  });

  it('are each listed by a case, and every name that a case lists is a fault', async () => {
    expect(checkCatches(await collectCases(), faults, referenceAdapter.seams ?? [])).toEqual([]);
  });
});

describe('findFault', () => {
  it('returns the fault of a name', () => {
    expect(findFault('leaks-console').breaks).toBe('the realm has a console');
  });

  it('throws for a name that no fault has', () => {
    expect(() => findFault('leaks-everything')).toThrow('no fault has the name "leaks-everything"');
  });
});
