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
  /** Whether a fault changes anything in a case, as far as anyone can tell beforehand; a case that does not list it is left out where it does not. All when left out. */
  readonly reaches?: (fault: string, id: string) => boolean;
}

const seedFor = (seed: number, name: string): number => createHash('sha256').update(`${seed} ${name}`).digest().readUInt32LE();

/** Returns what to run: every fault on the cases that list it and on a sample of the others, then every such case without a fault. */
export const proofItems = ({ cases, faults, sample, seed, reaches = () => true }: ProofScope): readonly Item[] => {
  const pairs = faults.flatMap(({ name }): Item[] => {
    const listed = cases.filter(({ catches }) => catches.includes(name));
    const others = shuffle(
      cases.filter(({ id, catches }) => !catches.includes(name) && reaches(name, id)),
      seedFor(seed, name),
    );
    return [...listed, ...others.slice(0, sample)].map(({ id }) => ({ id, fault: name }));
  });
  return [...pairs, ...[...new Set(pairs.map(({ id }) => id))].map((id) => ({ id }))];
};
