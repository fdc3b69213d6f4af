import type { Check, Checks } from './case.ts';
import type { Json } from './json.ts';
import type { Observation } from './observation.ts';
import { act, field } from './reading.ts';
import { sequence, type CallStep, type Step } from './stimulus.ts';

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

/** Returns what a census fixture reports as the act of the n-th call; `undefined` when that has not the shape of a report. */
export const censusReport = (seen: Observation, n = 0): CensusReport | undefined => {
  const told: Json | undefined = act(seen, n);
  return ['foreign', 'code', 'given'].every((part) => Array.isArray(field(told, part))) ? (told as unknown as CensusReport) : undefined;
};

/** Whether it is a second realm that grants nothing: only its identity is foreign, code can be made in it, and that sees no more than the standard. */
export const isHarmless = ({ why, sees }: ForeignFinding): boolean =>
  sees !== null && sees.length === 0 && why.every((one) => one === 'of another realm');

/** What the realm of a host has: an extension that sees four of them runs in one. */
const hostNames = ['process', 'Buffer', 'console', 'setTimeout', 'fetch', 'WebAssembly'];

const isHostRealm = (names: readonly string[]): boolean => hostNames.filter((name) => names.includes(name)).length >= 4;

const isReached = ({ foreign, given }: CensusReport, root: string): boolean =>
  [...foreign, ...given].some(({ path }) => path === root || path.startsWith(`${root}.`));

/** Holds when the walk of the n-th call reached these roots, found nothing foreign, and was not in a host's own realm. */
export const leadsNowhere =
  (n: number, ...roots: readonly string[]): Check =>
  (seen) => {
    const report = censusReport(seen, n);
    return (
      report !== undefined &&
      roots.every((root) => isReached(report, root)) &&
      report.foreign.every(isHarmless) &&
      !isHostRealm(report.code)
    );
  };

/** One walk of a case: the check that it leads nowhere, the call that takes it, the roots that it must have reached, and a call that has to be made before. */
export interface Walk {
  readonly says: string;
  readonly call: CallStep;
  readonly roots?: readonly string[];
  readonly first?: CallStep;
}

/** Returns the stimulus of these walks, one after the other, and a check of each. */
export const walks = (...all: readonly Walk[]): { readonly when: Step; readonly expect: Checks } => {
  const steps: CallStep[] = [];
  const expect: Record<string, Check> = {};
  for (const { says, call, roots = [], first } of all) {
    if (first !== undefined) steps.push(first);
    expect[says] = leadsNowhere(steps.length, ...roots);
    steps.push(call);
  }
  return { when: sequence(...steps), expect };
};
