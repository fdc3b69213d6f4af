import type { ConformanceCase } from '../contract/case.ts';
import type { Fault } from '../faults/fault.ts';
import type { Finding } from './finding.ts';

/** Finds names in `catches` that no fault has, faults that no case lists, and faults that this runtime has no seam for. Pure. */
export const checkCatches = (cases: readonly ConformanceCase[], faults: readonly Fault[], seams: readonly string[]): readonly Finding[] => {
  const names = new Set(faults.map(({ name }) => name));
  const listed = new Set(cases.flatMap(({ catches }) => catches));
  return [
    ...cases.flatMap(({ id, catches }) =>
      catches
        .filter((name) => !names.has(name))
        .map((name): Finding => ({
          kind: 'unknown fault',
          says: `${id} lists ${name}, and no fault has this name`,
          todo: 'write the fault, or correct the name',
        })),
    ),
    ...faults
      .filter(({ name }) => !listed.has(name))
      .map(({ name }): Finding => ({
        kind: 'fault of no case',
        says: `no case lists the fault ${name}`,
        todo: 'list it where it makes a check false, or remove it',
      })),
    ...faults
      .filter(({ name, seam }) => seam === true && listed.has(name) && !seams.includes(name))
      .map(({ name }): Finding => ({
        kind: 'unknown fault',
        says: `the runtime has no seam for ${name}`,
        todo: 'add the seam to its adapter, or rewrite messages instead',
      })),
  ];
};
