import type { ConformanceCase } from '../contract/case.ts';
import { shuffle } from '../harness/deal-items.ts';
import type { Item } from '../harness/plan.ts';

/** One check that is taken for true. */
export interface Disarmed {
  readonly one: ConformanceCase;
  readonly says: string;
}

/** Picks so many checks by the seed, at most one of a case. */
export const pickDisarmed = (cases: readonly ConformanceCase[], count: number, seed: number): readonly Disarmed[] =>
  shuffle(cases, seed)
    .slice(0, count)
    .flatMap((one): Disarmed[] => {
      const [says] = shuffle(Object.keys(one.expect), seed);
      return says === undefined ? [] : [{ one, says }];
    });

/** Returns what to run for one: its case without a fault and under each fault that it lists, first armed, then disarmed. */
export const disarmedItems = ({ one: { id, catches }, says }: Disarmed): readonly Item[] => {
  const armed: readonly Item[] = [{ id }, ...catches.map((fault) => ({ id, fault }))];
  return [...armed, ...armed.map((item) => ({ ...item, disarmed: says }))];
};
