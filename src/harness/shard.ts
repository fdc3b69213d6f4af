import { afterAll, describe, inject, test } from 'vitest';

import type { ConformanceCase } from '../contract/case.ts';
import { findFault } from '../faults/find-fault.ts';
import { collectCases } from './collect-cases.ts';
import { deadlinesFor } from './deadlines.ts';
import { itemName } from './item-name.ts';
import { appendJournal } from './journal.ts';
import { leaseCells } from './lease.ts';
import './plan.ts';
import type { Item } from './plan.ts';
import { longestBatch, playBatch } from './refusal-batch.ts';
import { sharedScenes, twinKey } from './shared-scenes.ts';

/* Refusals with the same twin, one after the other; everything else stands by itself. */
const batches = (items: readonly Item[], cases: ReadonlyMap<string, ConformanceCase>): readonly (readonly Item[])[] => {
  const keyOf = (item: Item): string | undefined => {
    const one = cases.get(item.id);
    return one === undefined || item.disarmed !== undefined ? undefined : twinKey(one, item.fault);
  };
  const found: Item[][] = [];
  for (const item of items) {
    const latest = found.at(-1);
    const key = keyOf(item);
    if (latest?.[0] !== undefined && latest.length < longestBatch && key !== undefined && key === keyOf(latest[0])) latest.push(item);
    else found.push([item]);
  }
  return found;
};

/** Registers one worker's cases with vitest; each verdict goes to the journal at once. A test fails only by the suite's own fault. */
export const registerShard = async (): Promise<void> => {
  const plan = inject('sandproofPlan');
  const wanted = new Map((await collectCases(plan.suites)).map((one) => [one.id, one]));
  const lease = leaseCells(plan.target, (line) => appendJournal(plan.journal, line), plan.runtime.pids, plan.scratch);
  const deadlines = deadlinesFor(plan.timeoutMs);
  const shared = sharedScenes();
  let seam: string | undefined;
  const run = async (batch: readonly Item[]): Promise<void> => {
    const [{ fault: name, disarmed, id } = { fault: undefined, disarmed: undefined, id: '' }] = batch;
    const fault = name === undefined ? undefined : findFault(name);
    const needed = fault?.seam === true ? fault.name : undefined;
    if (seam !== needed) {
      await shared.drop();
      await lease.renew(); // a runtime has a seam's fault from its start to its end
    }
    seam = needed;
    const bench = {
      runtime: plan.runtime,
      evidence: plan.target.evidence,
      ...(disarmed === undefined ? {} : { disarmed: { id, says: disarmed } }),
    };
    const { scratch, giveUp } = plan;
    const stage = { lease, deadlines, fault, scratch, ...(giveUp === undefined ? {} : { giveUp }) };
    const cases = batch.map((item) => {
      const one = wanted.get(item.id);
      if (one === undefined) throw new Error(`the worker does not find the case ${item.id}`);
      return one;
    });
    await playBatch(cases, stage, bench, shared, (index, proved) => {
      const item = batch[index];
      if (item !== undefined) appendJournal(plan.journal, { kind: 'judged', item, ...proved });
    });
  };
  describe('conformance', () => {
    afterAll(async () => {
      await shared[Symbol.asyncDispose]();
      await lease[Symbol.asyncDispose]();
    });
    for (const batch of plan.runtime.sharesRealm === true ? plan.items.map((item) => [item]) : batches(plan.items, wanted)) {
      let running: Promise<void> | undefined;
      // whichever of them comes first runs all of them
      for (const item of batch) test(itemName(item), { timeout: 0 }, () => (running ??= run(batch)));
    }
  });
};
