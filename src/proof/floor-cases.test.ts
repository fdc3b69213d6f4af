import { describe, expect, it } from 'vitest';

import type { ConformanceCase } from '../contract/case.ts';
import type { Control } from './controls.ts';
import { floorCases } from './floor-cases.ts';
import { someCase } from './proof.testing.ts';

const cases: readonly ConformanceCase[] = Array.from({ length: 100 }, (_, index) =>
  someCase(`log/a/n${index}`, index < 60 ? 'refuses' : 'provides', 'a'),
);
const control = (changes: Partial<Control> = {}): Control => ({
  name: 'c',
  timeoutMs: 1,
  hands: 1,
  ceiling: 'no refusal',
  forbids: ({ kind }) => kind === 'refuses',
  ...changes,
});
const kinds = (chosen: readonly ConformanceCase[]): readonly number[] =>
  ['refuses', 'provides'].map((kind) => chosen.filter((one) => one.kind === kind).length);

describe('floorCases', () => {
  it('takes every case that is forbidden, and some of the rest', () => {
    expect(kinds(floorCases(control(), cases, 1))).toEqual([60, 10]);
  });

  it('draws from the forbidden ones where the control says how many, another seed others', () => {
    const drawn = floorCases(control({ sample: 20 }), cases, 1);
    expect(kinds(drawn)).toEqual([20, 10]);
    expect(floorCases(control({ sample: 20 }), cases, 1)).toEqual(drawn);
    expect(floorCases(control({ sample: 20 }), cases, 2)).not.toEqual(drawn);
  });

  it('takes what is allowed with a reason in any case', () => {
    const allowed = Object.fromEntries(cases.slice(90).map(({ id }) => [id, 'a reason']));
    expect(floorCases(control({ allowed }), cases, 1).filter(({ id }) => Object.hasOwn(allowed, id))).toHaveLength(10);
  });
});
