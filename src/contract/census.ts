import type { Check } from './case.ts';
import type { Json } from './json.ts';
import type { Observation } from './observation.ts';
import { field } from './reading.ts';

/** Something that the census found where it does not belong: its shortest path, why it is foreign, and what code sees that is made through its constructors (`null` where none can be made). */
export interface ForeignFinding {
  readonly path: string;
  readonly why: readonly string[];
  readonly sees: readonly string[] | null;
}

/** What one walk reports. */
export interface CensusReport {
  readonly foreign: readonly ForeignFinding[];
  /** Names, beyond the standard ones, that code sees which is made inside. */
  readonly code: readonly string[];
  /** What was handed out and is not foreign. */
  readonly given: readonly { readonly path: string; readonly kind: string }[];
  /** Properties of intrinsics that no specification names; only where the globals were walked. */
  readonly extras?: readonly string[];
  /** The intrinsics; only where the globals were walked. */
  readonly intrinsics?: readonly string[];
}

const isList = (value: Json | undefined): boolean => Array.isArray(value);

/** Returns what a census fixture reports as its act, at the last call that has one; `undefined` when none has the shape of a report. */
export const censusReport = (seen: Observation): CensusReport | undefined => {
  const act = seen.calls.findLast((call) => call.act !== undefined)?.act;
  return ['foreign', 'code', 'given'].every((part) => isList(field(act, part))) ? (act as unknown as CensusReport) : undefined;
};

/** Whether it is a second realm that grants nothing: only its identity is foreign, code can be made in it, and that sees no more than the standard. */
export const isHarmless = ({ why, sees }: ForeignFinding): boolean =>
  sees !== null && sees.length === 0 && why.every((one) => one === 'of another realm');

/** What the realm of a host has: an extension that sees four of them runs in one. */
const hostNames = ['process', 'Buffer', 'console', 'setTimeout', 'fetch', 'WebAssembly'];

const isHostRealm = (names: readonly string[]): boolean => hostNames.filter((name) => names.includes(name)).length >= 4;

const isReached = ({ foreign, given }: CensusReport, root: string): boolean =>
  [...foreign, ...given].some(({ path }) => path === root || path.startsWith(`${root}.`));

/** Holds when the walk reached these roots, found nothing foreign, and was not in a host's own realm. */
export const leadsNowhere =
  (...roots: readonly string[]): Check =>
  (seen) => {
    const report = censusReport(seen);
    return (
      report !== undefined &&
      roots.every((root) => isReached(report, root)) &&
      report.foreign.every(isHarmless) &&
      !isHostRealm(report.code)
    );
  };
