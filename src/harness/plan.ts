import type { RuntimeInfo } from '../contract/adapter.ts';
import type { NetworkEvidence } from '../contract/network.ts';
import type { AdapterTarget } from './adapter-target.ts';

/** Everything a worker is told, as plain data. */
export interface Plan {
  readonly target: AdapterTarget;
  readonly runtime: RuntimeInfo;
  readonly evidence: NetworkEvidence;
  /** Ids of this worker's cases, in the order to run them. */
  readonly ids: readonly string[];
  /** Absolute path of the journal. */
  readonly journal: string;
  /** Replaces every deadline; ms of wall time. */
  readonly timeoutMs?: number;
  readonly fault?: string;
  readonly disarmed?: { readonly id: string; readonly says: string };
  /** Folder of the suites; the package's own when left out. */
  readonly suites?: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly sandproofPlan: Plan;
  }
}
