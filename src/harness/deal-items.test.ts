import { describe, expect, it } from 'vitest';

import { dealItems, type Dealt } from './deal-items.ts';

const dealt = (count: number, more: (index: number) => Partial<Dealt> & { readonly fault?: string } = () => ({})): readonly Dealt[] =>
  Array.from({ length: count }, (_, index) => {
    const { fault, sharing, cell, cost = 100 } = more(index);
    return { item: { id: `log/records/case-${index}`, ...(fault === undefined ? {} : { fault }) }, sharing, cell, cost };
  });
const items = dealt(23);

describe('dealItems', () => {
  it('deals each item once, evenly', () => {
    const hands = dealItems(items, 4, 1);
    expect(hands.map((hand) => hand.length)).toEqual([6, 6, 6, 5]);
    expect(new Set(hands.flat())).toEqual(new Set(items.map(({ item }) => item)));
  });

  it('depends on nothing but the seed', () => {
    expect(dealItems(items, 3, 7)).toEqual(dealItems(items, 3, 7));
    expect(dealItems(items, 3, 7)).not.toEqual(dealItems(items, 3, 8));
    expect(dealItems(items, 1, 7)).not.toEqual([items.map(({ item }) => item)]);
  });

  it('has no empty hand, and one hand for nothing', () => {
    expect(dealItems(items.slice(0, 2), 8, 1).map((hand) => hand.length)).toEqual([1, 1]);
    expect(dealItems([], 8, 1)).toEqual([[]]);
  });

  it('keeps items of one fault together', () => {
    const faulty = dealt(23, (index) => ({ fault: index % 2 === 0 ? 'drops-logs' : 'doubles-logs' }));
    for (const hand of dealItems(faulty, 2, 3)) {
      const changes = hand.filter(({ fault }, index) => index > 0 && hand[index - 1]?.fault !== fault).length;
      expect(changes).toBeLessThanOrEqual(1);
    }
  });

  it('gives a dear item fewer companions', () => {
    const hands = dealItems(
      dealt(13, (index) => ({ cost: index === 0 ? 1200 : 100 })),
      2,
      5,
    );
    expect(new Set(hands.map((hand) => hand.length))).toEqual(new Set([1, 12]));
  });

  it('keeps items that share a sandbox next to one another, in as many parts as are worth one', () => {
    const few = dealt(40, (index) => ({ cost: 4, ...(index % 2 === 0 ? { sharing: 'letters' } : {}) }));
    const together = dealItems(few, 4, 2).filter((hand) => hand.some(({ id }) => Number(id.slice(17)) % 2 === 0));
    expect(together).toHaveLength(1);
    const many = dealItems(
      dealt(400, () => ({ cost: 4, sharing: 'letters' })),
      2,
      2,
    );
    expect(many.map((hand) => hand.length)).toEqual([200, 200]);
  });

  it('gives items that need a cell of their own to one worker, those that share a sandbox side by side', () => {
    const some = dealt(60, (index) => (index < 8 ? { cell: 'seam', sharing: index % 2 === 0 ? 'letters' : 'numbers' } : {}));
    const hands = dealItems(some, 4, 3).map((hand) => hand.map(({ id }) => Number(id.slice(17))).filter((index) => index < 8));
    const [together = [], ...others] = hands.filter((hand) => hand.length > 0);
    expect(others).toEqual([]);
    expect(together).toHaveLength(8);
    expect(together.filter((index, at) => at > 0 && (together[at - 1] ?? 0) % 2 !== index % 2)).toHaveLength(1);
  });
});
