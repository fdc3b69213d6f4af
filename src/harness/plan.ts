import type { RuntimeInfo } from '../contract/adapter.ts';
import type { PlacedTarget } from './adapter-target.ts';
import type { GiveUp } from './judge.ts';

/** One case to run, the fault to build in, and the sentence of the check that is taken for true. */
export interface Item {
  readonly id: string;
  readonly fault?: string;
  readonly disarmed?: string;
}

/** Everything a worker is told, as plain data. */
export interface Plan {
  readonly target: PlacedTarget;
  readonly runtime: RuntimeInfo;
  /** This worker's cases: lanes that run at the same time, each with cells of its own, and in each the order to run them. */
  readonly lanes: readonly (readonly Item[])[];
  /** Absolute path of the journal. */
  readonly journal: string;
  /** Absolute path of a folder for extensions on their way to a cell; the run removes it, whatever becomes of the worker. */
  readonly scratch: string;
  /** Replaces every deadline; ms of wall time. */
  readonly timeoutMs?: number;
  /** Leaves out what can't change the result any more; the whole case is played when left out. */
  readonly giveUp?: GiveUp;
  /** Folder of the suites; the package's own when left out. */
  readonly suites?: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly sandproofPlan: Plan;
  }
}
