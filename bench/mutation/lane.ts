import type { ConformanceCase } from '../../src/contract/case.ts';
import type { RuntimeInfo } from '../../src/contract/adapter.ts';
import type { PlacedTarget } from '../../src/harness/adapter-target.ts';
import { deadlinesFor } from '../../src/harness/deadlines.ts';
import { leaseCells, type Lease } from '../../src/harness/lease.ts';
import { runAndProve } from '../../src/harness/run-and-judge.ts';
import { sharedScenes } from '../../src/harness/shared-scenes.ts';

/** One cell at a time and the cases that run in it, one after the other. Disposing ends the cell. */
export interface Lane extends AsyncDisposable {
  /** Plays the case; returns why it does not pass, or undefined when it does. */
  play(one: ConformanceCase): Promise<string | undefined>;
  /** Ends the sandbox that cases share; the next case loads its extension anew. */
  forget(): Promise<void>;
  /** Ends the cell; the next case starts a fresh one. */
  renew(): Promise<void>;
  /** Process id of the running cell. */
  readonly pid: number | undefined;
}

/** ms of wall time for a load or a call: no case of the suite takes a third of it, and a mutant that hangs costs as much. */
const patience = 6000;

/** Opens a lane on a runtime. */
export const openLane = (target: PlacedTarget, runtime: RuntimeInfo): Lane => {
  let pid: number | undefined;
  let lease: Lease = leaseCells(target, (line) => line.kind === 'cell' && (pid = line.pid ?? pid));
  let shared = sharedScenes();
  const renew = async (): Promise<void> => {
    await shared.drop();
    await lease[Symbol.asyncDispose]();
    // a fresh lease: one that saw a cell hang in its first loads asks no more
    lease = leaseCells(target, (line) => line.kind === 'cell' && (pid = line.pid ?? pid));
    shared = sharedScenes();
  };
  return {
    play: async (one) => {
      const stage = { lease, deadlines: deadlinesFor(patience), fault: undefined };
      try {
        const { report } = await runAndProve(one, stage, { runtime, evidence: target.evidence }, shared);
        return report.verdict === 'pass' || report.verdict === 'not-applicable' ? undefined : (report.because ?? report.verdict);
      } catch (cause) {
        // a cell that does not even start: the mutant is noticed by whoever runs the suite
        return `the cell: ${(cause as Error).message.slice(0, 200)}`;
      }
    },
    forget: () => shared.drop(),
    renew,
    get pid() {
      return pid;
    },
    [Symbol.asyncDispose]: renew,
  };
};
