import type { Fault } from '../faults/fault.ts';
import { reachedPairs, type ReachedPairs } from '../proof/reach/reached-pairs.ts';
import { recordTapes, type Recording } from '../proof/reach/record-tapes.ts';
import { progress } from './progress.ts';

/** Finds which faults can change anything in which cases, and shows how far that is. */
export const findReached = async (
  recording: Omit<Recording, 'onRecorded'> & { readonly faults: readonly Fault[] },
): Promise<ReachedPairs> => {
  const shown = progress('record', 'cases');
  const onRecorded = (done: number): void => shown.update(done, recording.cases.length);
  const tapes = await recordTapes({ ...recording, onRecorded }).finally(() => shown.end());
  return reachedPairs(recording.faults, recording.cases, tapes);
};
