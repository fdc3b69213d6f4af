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

/** What dealing needs to know of an item. */
export interface Dealt {
  readonly item: Item;
  /** Items of one key share a sandbox when they follow one another. */
  readonly sharing: string | undefined;
  /** Items of one such key need cells that no others can use, so they go to one worker. */
  readonly cell?: string | undefined;
  /** About how many ms it takes. */
  readonly cost: number;
}

interface Hand {
  readonly chunks: (readonly Dealt[])[];
  cost: number;
}

/** What one more sandbox costs, in ms: a group of items is not torn for less. */
const sandboxCost = 90;
/** What a cell costs, in ms: a start of the reference's took 0.4 s of processor time. */
const cellCost = 400;

const total = (dealt: readonly Dealt[]): number => dealt.reduce((sum, { cost }) => sum + cost, 0);

/** Parts of a group that are small enough to be dealt evenly and large enough to be worth a sandbox. */
const torn = (group: readonly Dealt[], most: number): (readonly Dealt[])[] => {
  const parts = Math.min(group.length, Math.max(1, Math.floor(total(group) / most)));
  const size = Math.ceil(group.length / parts);
  return Array.from({ length: parts }, (_, index) => group.slice(index * size, (index + 1) * size)).filter((part) => part.length > 0);
};

/**
 * Deals items to so many workers, each about the same cost, in an order drawn by the seed. No hand is empty unless there are fewer chunks than workers.
 * Items that share a sandbox stay together, and items of one fault within a hand, because some faults need a cell of their own.
 */
export const dealItems = (dealt: readonly Dealt[], jobs: number, seed: number): readonly (readonly Item[])[] => {
  const share = total(dealt) / jobs;
  const most = Math.max(4 * sandboxCost, share / 4);
  const groups = [...Map.groupBy(shuffle(dealt, seed), ({ item, sharing, cell }) => cell ?? sharing ?? item).values()].map((group) =>
    [...Map.groupBy(group, ({ item, sharing }) => sharing ?? item).values()].flat(),
  );
  const chunks = groups
    .flatMap((group) => torn(group, group[0]?.cell === undefined ? most : Math.max(most, share)))
    .toSorted((a, b) => total(b) - total(a));
  const hands: Hand[] = Array.from({ length: Math.max(1, Math.min(jobs, chunks.length)) }, () => ({ chunks: [], cost: 0 }));
  for (const chunk of chunks) {
    const least = hands.reduce((a, b) => (b.cost < a.cost ? b : a));
    least.chunks.push(chunk);
    least.cost += total(chunk) + (chunk[0]?.sharing === undefined ? 0 : sandboxCost) + (chunk[0]?.cell === undefined ? 0 : cellCost);
  }
  return hands.map((hand) => {
    const items = shuffle(hand.chunks, seed).flatMap((chunk) => chunk.map(({ item }) => item));
    return [...Map.groupBy(items, ({ fault }) => fault).values()].flat();
  });
};
