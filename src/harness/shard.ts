import { afterAll, describe, inject, test } from 'vitest';

import { findFault } from '../faults/find-fault.ts';
import { collectCases } from './collect-cases.ts';
import { deadlinesFor } from './deadlines.ts';
import { appendJournal } from './journal.ts';
import { leaseCells } from './lease.ts';
import './plan.ts';
import { runAndJudge } from './run-and-judge.ts';

/** Registers one worker's cases with vitest; each verdict goes to the journal at once. A test fails only by the suite's own fault. */
export const registerShard = async (): Promise<void> => {
  const plan = inject('sandproofPlan');
  const wanted = new Map((await collectCases(plan.suites)).map((one) => [one.id, one]));
  const lease = leaseCells(plan.target, (line) => appendJournal(plan.journal, line));
  const stage = { lease, deadlines: deadlinesFor(plan.timeoutMs), fault: plan.fault === undefined ? undefined : findFault(plan.fault) };
  const bench = { runtime: plan.runtime, evidence: plan.evidence, disarmed: plan.disarmed };
  describe('conformance', () => {
    afterAll(() => lease[Symbol.asyncDispose]());
    for (const id of plan.ids) {
      test(id, { timeout: 0 }, async () => {
        const one = wanted.get(id);
        if (one === undefined) throw new Error(`the worker does not find the case ${id}`);
        appendJournal(plan.journal, { kind: 'judged', report: await runAndJudge(one, stage, bench) });
      });
    }
  });
};
