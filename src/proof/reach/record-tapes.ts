import type { ConformanceCase } from '../../contract/case.ts';
import type { Fault } from '../../faults/fault.ts';
import { deadlinesFor } from '../../harness/deadlines.ts';
import type { Described } from '../../harness/describe-runtime.ts';
import { leaseCells } from '../../harness/lease.ts';
import { runAndProve } from '../../harness/run-and-judge.ts';
import { taping, type MessageTape, type TapeEvent } from './message-tape.ts';

/** Case to what passed in each of its scenes; a case that did not pass, or was not run, is missing. */
export type Tapes = ReadonlyMap<string, readonly MessageTape[]>;

/** What to record and where. */
export interface Recording {
  readonly cases: readonly ConformanceCase[];
  readonly described: Described;
  /** How many cells at the same time. */
  readonly jobs: number;
  readonly onRecorded: (done: number) => void;
}

const tapingFault = (tapes: TapeEvent[][]): Fault => ({
  name: 'taped',
  kind: 'message',
  breaks: 'nothing: what passes is written down',
  rewriting: () => {
    const tape: TapeEvent[] = [];
    tapes.push(tape);
    return taping(tape);
  },
});

/** Runs every case on the sound runtime and writes down all that passes between suite and cell. */
export const recordTapes = async ({ cases, described, jobs, onRecorded }: Recording): Promise<Tapes> => {
  const recorded = new Map<string, readonly MessageTape[]>();
  const queue = [...cases];
  let done = 0;
  const work = async (): Promise<void> => {
    await using lease = leaseCells(described.target);
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
      const tapes: TapeEvent[][] = [];
      const stage = { lease, deadlines: deadlinesFor(undefined), fault: tapingFault(tapes) };
      const { report } = await runAndProve(one, stage, described);
      if (report.verdict === 'pass') recorded.set(one.id, tapes);
      onRecorded(++done);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return recorded;
};
