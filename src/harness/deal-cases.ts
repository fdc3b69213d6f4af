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

/** Deals ids to so many workers, shuffled by the seed, so that long cases spread. No hand is empty unless there are fewer ids than workers. */
export const dealCases = (ids: readonly string[], jobs: number, seed: number): readonly (readonly string[])[] => {
  const hands: string[][] = Array.from({ length: Math.max(1, Math.min(jobs, ids.length)) }, () => []);
  shuffle(ids, seed).forEach((id, index) => hands[index % hands.length]?.push(id));
  return hands;
};
