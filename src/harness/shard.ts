import { afterAll, describe, inject, test } from 'vitest';

import { findFault } from '../faults/find-fault.ts';
import { collectCases } from './collect-cases.ts';
import { deadlinesFor } from './deadlines.ts';
import { itemName } from './item-name.ts';
import { appendJournal } from './journal.ts';
import { leaseCells } from './lease.ts';
import './plan.ts';
import { sharedScenes } from './shared-scenes.ts';
import { runAndProve } from './run-and-judge.ts';

/** Registers one worker's cases with vitest; each verdict goes to the journal at once. A test fails only by the suite's own fault. */
export const registerShard = async (): Promise<void> => {
  const plan = inject('sandproofPlan');
  const wanted = new Map((await collectCases(plan.suites)).map((one) => [one.id, one]));
  const lease = leaseCells(plan.target, (line) => appendJournal(plan.journal, line), plan.runtime.pids, plan.scratch);
  const deadlines = deadlinesFor(plan.timeoutMs);
  const shared = sharedScenes();
  let seam: string | undefined;
  describe('conformance', () => {
    afterAll(async () => {
      await shared[Symbol.asyncDispose]();
      await lease[Symbol.asyncDispose]();
    });
    for (const item of plan.items) {
      const { id, disarmed } = item;
      test(itemName(item), { timeout: 0 }, async () => {
        const one = wanted.get(id);
        if (one === undefined) throw new Error(`the worker does not find the case ${id}`);
        const fault = item.fault === undefined ? undefined : findFault(item.fault);
        const needed = fault?.seam === true ? fault.name : undefined;
        if (plan.freshCells === true || seam !== needed) {
          await shared.drop();
          await lease.renew(); // a runtime has a seam's fault from its start to its end
        }
        seam = needed;
        const bench = {
          runtime: plan.runtime,
          evidence: plan.evidence,
          ...(disarmed === undefined ? {} : { disarmed: { id, says: disarmed } }),
        };
        const { scratch, giveUp } = plan;
        const stage = { lease, deadlines, fault, scratch, ...(giveUp === undefined ? {} : { giveUp }) };
        appendJournal(plan.journal, { kind: 'judged', item, ...(await runAndProve(one, stage, bench, shared)) });
      });
    }
  });
};
