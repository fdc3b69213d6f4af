import type { ConformanceCase } from '../contract/case.ts';
import { controls, mostContained, type Control } from './controls.ts';

/** Control to the ids that it passes, sorted. */
export type Passes = Readonly<Record<string, readonly string[]>>;

/** One control against its ceiling. `problems` has one sentence each. */
export interface ControlResult {
  readonly control: Control;
  readonly passed: number;
  readonly problems: readonly string[];
}

const problemsOf = (control: Control, cases: readonly ConformanceCase[], passed: ReadonlySet<string>): readonly string[] => {
  const listed = Object.keys(control.allowed ?? {});
  const forbidden = cases.filter((one) => passed.has(one.id) && control.forbids(one) && !listed.includes(one.id));
  const stale = listed.filter((id) => !passed.has(id));
  const allowed = listed.length;
  return [
    ...forbidden.map(
      ({ id, kind }) => `${id} (${kind}) passes on ${control.name}: a check in it holds where nothing is kept; make it fail there`,
    ),
    ...stale.map((id) => `${id} is listed with a reason but does not pass on ${control.name}; take it off the list`),
    ...(allowed > mostContained ? [`${allowed} cases are listed for ${control.name}, more than ${mostContained}`] : []),
  ];
};

/** Holds what the controls pass against their ceilings. Pure. */
export const assessFloor = (cases: readonly ConformanceCase[], passes: Passes): readonly ControlResult[] =>
  controls.map((control) => {
    const passed = new Set(passes[control.name]);
    return { control, passed: passed.size, problems: problemsOf(control, cases, passed) };
  });
