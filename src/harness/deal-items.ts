import type { Item } from './plan.ts';

const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    // mulberry32: small, seedable, and nothing here needs more than an even spread
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
};

/** Returns the list in an order that depends on nothing but the seed. */
export const shuffle = <T>(list: readonly T[], seed: number): T[] => {
  const next = seeded(seed);
  const shuffled = [...list];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [shuffled[i], shuffled[j]] = [shuffled[j] as T, shuffled[i] as T];
  }
  return shuffled;
};

/**
 * Deals items to so many workers, shuffled by the seed, so that long cases spread. No hand is empty unless there are fewer items than workers.
 * Items of one fault stay together within a hand, because some faults need a cell of their own.
 */
export const dealItems = (items: readonly Item[], jobs: number, seed: number): readonly (readonly Item[])[] => {
  const hands: Item[][] = Array.from({ length: Math.max(1, Math.min(jobs, items.length)) }, () => []);
  shuffle(items, seed).forEach((item, index) => hands[index % hands.length]?.push(item));
  return hands.map((hand) => [...Map.groupBy(hand, ({ fault }) => fault).values()].flat());
};
