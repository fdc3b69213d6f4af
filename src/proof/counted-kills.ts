import type { ConformanceCase } from '../contract/case.ts';
import type { Fault } from '../faults/fault.ts';
import type { Judged } from '../harness/journal.ts';

/** Returns the checks that a fault is shown to make false and that count: a fault in a message counts only for checks of shape, those of `provides` cases and those of reasons. */
export const countedKills = (one: ConformanceCase, fault: Fault, { falsified }: Judged): readonly string[] =>
  fault.kind === 'semantic' || one.kind === 'provides' ? falsified : falsified.filter((says) => typeof one.expect[says] !== 'function');
