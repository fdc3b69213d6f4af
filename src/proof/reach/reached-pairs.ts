import type { Fault } from '../../faults/fault.ts';
import type { ConformanceCase } from '../../contract/case.ts';
import { reaches } from './reaches.ts';
import type { Tapes } from './record-tapes.ts';

/** Fault to the ids of the cases that may come out differently under it. */
export type ReachedPairs = ReadonlyMap<string, ReadonlySet<string>>;

const reachesCase = async ({ rewriting, seam }: Fault, tapes: Tapes, { id }: ConformanceCase): Promise<boolean> => {
  const scenes = tapes.get(id);
  // what a seam changes is not seen in messages before it is there
  if (seam === true || rewriting === undefined || scenes === undefined) return true;
  for (const tape of scenes) if (await reaches(rewriting(), tape)) return true;
  return false;
};

/** Says which faults change anything in which cases, as far as messages tell; a fault in a seam may change each. */
export const reachedPairs = async (faults: readonly Fault[], cases: readonly ConformanceCase[], tapes: Tapes): Promise<ReachedPairs> => {
  const reached = new Map<string, ReadonlySet<string>>();
  for (const fault of faults) {
    const ids = new Set<string>();
    for (const one of cases) if (await reachesCase(fault, tapes, one)) ids.add(one.id);
    reached.set(fault.name, ids);
  }
  return reached;
};
