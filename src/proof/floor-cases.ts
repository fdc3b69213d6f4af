import type { ConformanceCase } from '../contract/case.ts';
import { shuffle } from '../harness/deal-items.ts';
import type { Control } from './controls.ts';

/** Cases that a control does not have to fail, and that a check of the floor looks at all the same. */
const others = 10;

/**
 * Returns the cases that a check of the checked-in floor measures: all that a do-nothing control must fail, or so many drawn ones where the control says so,
 * those that it is allowed to pass, and a few of the rest. What is drawn depends on the seed and the control. Pure.
 */
export const floorCases = (control: Control, cases: readonly ConformanceCase[], seed: number): readonly ConformanceCase[] => {
  const drawn = shuffle(cases, seed);
  const forbidden = drawn.filter((one) => control.forbids(one)).slice(0, control.sample ?? Infinity);
  const rest = drawn.filter((one) => !control.forbids(one)).slice(0, others);
  const wanted = new Set([...forbidden, ...rest].map(({ id }) => id));
  return cases.filter(({ id }) => wanted.has(id) || Object.hasOwn(control.allowed ?? {}, id));
};
