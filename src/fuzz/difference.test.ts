import { describe, expect, it } from 'vitest';

import type { Json } from '../contract/json.ts';
import { differences, kindOfDifference } from './difference.ts';
import { observed, refusedToLoad } from './seen.testing.ts';

const refused = (message: string): Json => ({ refused: { name: 'Error', message } });
const named = (name: string, seen = observed([], [])) => ({ name, seen });

describe('differences', () => {
  it('says nothing of runtimes that do the same, each in its own words', () => {
    const one = named('one', observed([{ data: 'x' }, refused('no')], ['https://a.example/']));
    const other = named('other', observed([{ data: 'x' }, refused('denied by the scope')], ['https://a.example/']));
    expect(differences(one, other)).toEqual([]);
    expect(differences(named('one', refusedToLoad), named('other', refusedToLoad))).toEqual([]);
  });

  it.each([
    [observed([refused('no')], []), observed([{ data: 'x' }], []), 'one refuses what other does not'],
    [observed([{ data: 'x' }], []), observed([refused('no')], []), 'other refuses what one does not'],
    [observed([1], []), observed([2], []), 'they answer differently'],
    [observed([1], ['https://a.example/']), observed([1], []), 'they send different requests'],
    [refusedToLoad, observed([1], []), 'one does not load what other loads'],
    [observed([1], []), refusedToLoad, 'other does not load what one loads'],
  ])('names the kind of difference %#', (one, other, kind) => {
    expect(differences(named('one', one), named('other', other)).map(kindOfDifference)).toEqual([kind]);
  });
});
