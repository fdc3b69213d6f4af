import type { RuntimeInfo } from '../contract/adapter.ts';
import type { CaseReport } from '../contract/case-report.ts';
import type { Level, Profile } from '../contract/clause.ts';
import type { NetworkEvidence } from '../contract/network.ts';
import type { SuiteFigures } from './suites.ts';

/** How many cases came out how; `known` are failures that are covered by a known failure. */
export interface Count {
  readonly pass: number;
  readonly fail: number;
  readonly known: number;
  readonly untestable: number;
  readonly 'not-applicable': number;
}

/** What controls score on exactly these cases, or why that is not said. */
export type Floor =
  | { readonly measured: true; readonly controls: Readonly<Record<string, { readonly mustPassed: number; readonly mustMeasured: number }>> }
  | { readonly measured: false; readonly because: string };

/** The whole of `report.json`; its schema is `report.schema.json`. */
export interface Report {
  readonly schema: 'sandproof-report-1';
  /** False when a selected case was not judged, or when the run was filtered. */
  readonly complete: boolean;
  /** Cases that were selected, and cases that the suite has for these profiles. */
  readonly selected: { readonly cases: number; readonly of: number };
  readonly suite: { readonly version: string; readonly hash: string };
  readonly runtime: RuntimeInfo & { readonly evidence: NetworkEvidence };
  readonly fault?: string;
  readonly seed: number;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly floor: Floor;
  /** Cases and time of each suite that was run. */
  readonly suites: Readonly<Record<string, SuiteFigures>>;
  readonly totals: Readonly<Record<Profile, Readonly<Record<Level, Count>>>>;
  readonly stale: readonly string[];
  readonly notes: readonly string[];
  readonly errors: readonly string[];
  readonly exitCode: 0 | 1 | 3 | 4;
  readonly cases: readonly CaseReport[];
}
