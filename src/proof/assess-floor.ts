import type { ConformanceCase } from '../contract/case.ts';
import { controls, mostContained, type Control } from './controls.ts';

/** Control to the ids that it passes, sorted. */
export type Passes = Readonly<Record<string, readonly string[]>>;

/** One control against its ceiling. `problems` has one sentence each. */
export interface ControlResult {
  readonly control: Control;
  readonly passed: number;
  /** How many passes above the ceiling are written down as not mended yet. */
  readonly owed: number;
  readonly problems: readonly string[];
}

const problemsOf = (
  control: Control,
  cases: readonly ConformanceCase[],
  passed: ReadonlySet<string>,
  owed: readonly string[],
): readonly string[] => {
  const forbidden = cases.filter((one) => passed.has(one.id) && control.forbids(one) && !owed.includes(one.id));
  const stale = Object.keys(control.allowed ?? {}).filter((id) => !passed.has(id));
  const allowed = Object.keys(control.allowed ?? {}).length;
  return [
    ...owed
      .filter((id) => !passed.has(id))
      .map((id) => `${id} is owed by ${control.name} but does not pass any more; take it off src/proof/owed-passes.ts`),
    ...forbidden.map(
      ({ id, kind }) => `${id} (${kind}) passes on ${control.name}: a check in it holds where nothing is kept; make it fail there`,
    ),
    ...stale.map((id) => `${id} is listed with a reason but does not pass on ${control.name}; take it off the list`),
    ...(allowed > mostContained ? [`${allowed} cases are listed for ${control.name}, more than ${mostContained}`] : []),
  ];
};

/** Holds what the controls pass against their ceilings; `owes` has the passes above them that are written down as not mended yet. Pure. */
export const assessFloor = (cases: readonly ConformanceCase[], passes: Passes, owes: Passes = {}): readonly ControlResult[] =>
  controls.map((control) => {
    const passed = new Set(passes[control.name]);
    const owed = owes[control.name] ?? [];
    return { control, passed: passed.size, owed: owed.length, problems: problemsOf(control, cases, passed, owed) };
  });
