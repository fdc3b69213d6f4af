import { describe, expect, it } from 'vitest';

import { dealItems } from './deal-items.ts';

const items = Array.from({ length: 23 }, (_, index) => ({ id: `log/records/case-${index}` }));

describe('dealItems', () => {
  it('deals each item once, evenly', () => {
    const hands = dealItems(items, 4, 1);
    expect(hands.map((hand) => hand.length)).toEqual([6, 6, 6, 5]);
    expect(new Set(hands.flat())).toEqual(new Set(items));
  });

  it('depends on nothing but the seed', () => {
    expect(dealItems(items, 3, 7)).toEqual(dealItems(items, 3, 7));
    expect(dealItems(items, 3, 7)).not.toEqual(dealItems(items, 3, 8));
    expect(dealItems(items, 1, 7)).not.toEqual([items]);
  });

  it('has no empty hand, and one hand for nothing', () => {
    expect(dealItems(items.slice(0, 2), 8, 1).map((hand) => hand.length)).toEqual([1, 1]);
    expect(dealItems([], 8, 1)).toEqual([[]]);
  });

  it('keeps items of one fault together', () => {
    const faulty = items.map(({ id }, index) => ({ id, fault: index % 2 === 0 ? 'drops-logs' : 'doubles-logs' }));
    for (const hand of dealItems(faulty, 2, 3)) {
      const changes = hand.filter(({ fault }, index) => index > 0 && hand[index - 1]?.fault !== fault).length;
      expect(changes).toBeLessThanOrEqual(1);
    }
  });
});
