import { createHash } from 'node:crypto';

import type { ConformanceCase } from '../contract/case.ts';
import type { Fault } from '../faults/fault.ts';
import { shuffle } from '../harness/deal-items.ts';
import type { Item } from '../harness/plan.ts';

/** Which faults go on which cases. `sample` is how many cases that do not list a fault run under it all the same; `Infinity` for all. */
export interface ProofScope {
  readonly cases: readonly ConformanceCase[];
  readonly faults: readonly Fault[];
  readonly sample: number;
  readonly seed: number;
}

const seedFor = (seed: number, name: string): number => createHash('sha256').update(`${seed} ${name}`).digest().readUInt32LE();

/** Returns what to run: every fault on the cases that list it and on a sample of the others, then every such case without a fault. */
export const proofItems = ({ cases, faults, sample, seed }: ProofScope): readonly Item[] => {
  const pairs = faults.flatMap(({ name }): Item[] => {
    const listed = cases.filter(({ catches }) => catches.includes(name));
    const others = shuffle(
      cases.filter(({ catches }) => !catches.includes(name)),
      seedFor(seed, name),
    );
    return [...listed, ...others.slice(0, sample)].map(({ id }) => ({ id, fault: name }));
  });
  return [...pairs, ...[...new Set(pairs.map(({ id }) => id))].map((id) => ({ id }))];
};
