import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { operation } from '../contract/stimulus.ts';
import { fuzzCases } from './fuzz-cases.ts';
import type { Property } from './program.ts';
import { refusedToLoad } from './seen.testing.ts';

const property = (covers: fc.Arbitrary<readonly string[]>): Property => ({
  name: 'numbers',
  clause: 'DATA-1',
  says: 'a number crosses unchanged',
  programs: fc.record({
    given: fc.constant({ extension: 'echo-data' }),
    when: fc.nat().map((value) => operation('echo-data', { value })),
    expects: fc.constant([{ call: 0, answers: 1 }]),
    covers,
  }),
});

describe('fuzzCases', () => {
  const numbers = property(fc.constant([]));

  it('draws the same cases each time, each of another program', () => {
    const cases = fuzzCases({ property: numbers, catches: [['one'], ['two'], ['one', 'two']] });
    expect(cases.map(({ id }) => id)).toEqual(['fuzz/numbers/1', 'fuzz/numbers/2', 'fuzz/numbers/3']);
    expect(cases.map(({ catches }) => catches)).toEqual([['one'], ['two'], ['one', 'two']]);
    expect(new Set(cases.map(({ when }) => JSON.stringify(when))).size).toBe(3);
    const again = fuzzCases({ property: numbers, catches: [['one'], ['two'], ['one', 'two']] });
    expect(JSON.stringify(again)).toBe(JSON.stringify(cases));
  });

  it('has a check that is false when an expectation is not met', () => {
    const [one] = fuzzCases({ property: numbers, catches: [['one']] });
    const check = one?.expect['a number crosses unchanged'];
    expect(typeof check === 'function' && check(refusedToLoad)).toBe(false);
  });

  it('leaves out programs in which all is denied, and does not look for others for ever', () => {
    const mixed = property(fc.constantFrom(['denied'], ['denied', 'granted']));
    expect(fuzzCases({ property: mixed, catches: [['one'], ['one'], ['one'], ['one'], ['one']] })).toHaveLength(5);
    expect(() => fuzzCases({ property: property(fc.constant(['denied'])), catches: [['one']] })).toThrow(
      'numbers grants nothing in most of 100 programs; give `admits`',
    );
  });
});
