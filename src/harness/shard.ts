import { afterAll, beforeAll, describe, inject, test } from 'vitest';

import type { ConformanceCase } from '../contract/case.ts';
import { findFault } from '../faults/find-fault.ts';
import { collectCases } from './collect-cases.ts';
import { deadlinesFor } from './deadlines.ts';
import { itemName } from './item-name.ts';
import { appendJournal } from './journal.ts';
import { leaseCells } from './lease.ts';
import './plan.ts';
import type { Item, Plan } from './plan.ts';
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

/* What a lane's batches come to, in order, once `begun`. A batch that fails costs its own items. */
type Ends = ReadonlyMap<Item, Promise<void>>;

interface Lane extends AsyncDisposable {
  readonly ends: Ends;
}

const openLane = (plan: Plan, items: readonly Item[], wanted: ReadonlyMap<string, ConformanceCase>, begun: Promise<void>): Lane => {
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
  const ends = new Map<Item, Promise<void>>();
  let turn = begun;
  for (const batch of batches(items, wanted)) {
    const end = turn.then(() => run(batch));
    for (const item of batch) ends.set(item, end);
    turn = end.catch(() => undefined); // its tests tell
  }
  return {
    ends,
    [Symbol.asyncDispose]: async () => {
      await shared[Symbol.asyncDispose]();
      await lease[Symbol.asyncDispose]();
    },
  };
};

/* One of each lane after the other, so that tests end about when they are waited for. */
const inTurns = (lanes: readonly (readonly Item[])[]): readonly Item[] =>
  Array.from({ length: Math.max(0, ...lanes.map(({ length }) => length)) }, (_, at) =>
    lanes.flatMap((lane) => lane.slice(at, at + 1)),
  ).flat();

/** Registers one worker's cases with vitest; each verdict goes to the journal at once. A test fails only by the suite's own fault. */
export const registerShard = async (): Promise<void> => {
  const plan = inject('sandproofPlan');
  const wanted = new Map((await collectCases(plan.suites)).map((one) => [one.id, one]));
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const lanes = plan.lanes.map((items) => openLane(plan, items, wanted, begun));
  const ends = new Map(lanes.flatMap((lane) => [...lane.ends]));
  describe('conformance', () => {
    beforeAll(() => begin());
    afterAll(async () => void (await Promise.all(lanes.map((lane) => lane[Symbol.asyncDispose]()))));
    for (const item of inTurns(plan.lanes)) test(itemName(item), { timeout: 0 }, () => ends.get(item));
  });
};
