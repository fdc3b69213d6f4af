import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { findFault } from '../faults/find-fault.ts';
import { endLeftovers } from './cell-family.ts';
import { collectCases } from './collect-cases.ts';
import { dealItems, type Dealt } from './deal-items.ts';
import { expectedCost } from './expected-cost.ts';
import { itemName } from './item-name.ts';
import { readJournal, type Judged } from './journal.ts';
import type { Item, Plan } from './plan.ts';
import { runWorkers } from './run-workers.ts';
import { sharingKey, twinKey } from './shared-scenes.ts';

/** The runtime that a run is of. */
export type RunSubject = Pick<Plan, 'target' | 'runtime'>;

/** What to run and how. */
export interface SuiteRun extends Omit<Plan, keyof RunSubject | 'lanes' | 'journal' | 'scratch'> {
  /** Workers are made ready while it is not known yet; a run without one rejects as it does. */
  readonly subject: RunSubject | Promise<RunSubject>;
  readonly items: readonly Item[];
  /** How many cases run at the same time. */
  readonly jobs: number;
  /** How many of them share a worker; one when left out, so that a run that the harness has most to do in uses every core. */
  readonly lanes?: number;
  readonly seed: number;
  /** Where the journal goes; a temporary file, removed afterwards, when left out. */
  readonly journal?: string;
  /** Ends the run early; what was judged is kept. */
  readonly signal?: AbortSignal;
  onJudged?(done: number, total: number): void;
}

/** What a run left behind. `errors` are the suite's own: a dead worker, a case that threw in the harness. */
export interface SuiteResult {
  /** Sorted by case, fault and disarmed check. */
  readonly judged: readonly Judged[];
  readonly notes: readonly string[];
  readonly errors: readonly string[];
  /** What no worker reached. */
  readonly missing: readonly Item[];
}

const readResult = (journal: string, items: readonly Item[], errors: readonly string[]): SuiteResult => {
  const lines = readJournal(journal);
  // whatever a worker could not end itself, because it died
  endLeftovers(
    lines.filter((line) => line.kind === 'cell'),
    lines.filter((line) => line.kind === 'stray'),
  );
  const judged = new Map(lines.flatMap((line) => (line.kind === 'judged' ? [[itemName(line.item), line] as const] : [])));
  return {
    judged: [...judged].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line),
    notes: lines.flatMap((line) => (line.kind === 'note' ? [line.text] : [])),
    errors,
    missing: items.filter((item) => !judged.has(itemName(item))),
  };
};

const weigh = async (items: readonly Item[], suites: string | undefined): Promise<readonly Dealt[]> => {
  const cases = new Map((await collectCases(suites)).map((one) => [one.id, one]));
  return items.map((item) => {
    const one = cases.get(item.id);
    const cell = item.fault !== undefined && findFault(item.fault).seam === true ? item.fault : undefined;
    return {
      item,
      sharing: one && (sharingKey(one, item.fault) ?? twinKey(one, item.fault)),
      cell,
      cost: one === undefined ? 0 : expectedCost(one),
    };
  });
};

/** Runs several suites in one run of vitest, so many workers at the same time; returns one result a suite. Never throws for what a runtime does. */
export const runSuites = async (
  runs: readonly SuiteRun[],
  { atOnce, signal, onJudged }: Pick<SuiteRun, 'signal' | 'onJudged'> & { readonly atOnce: number },
): Promise<readonly SuiteResult[]> => {
  // a subject that fails is heard of when a plan needs it
  for (const { subject } of runs) Promise.resolve(subject).catch(() => undefined);
  const folder = await mkdtemp(join(tmpdir(), 'sandproof-journals-'));
  const scratch = await mkdtemp(join(tmpdir(), 'sandproof-scratch-'));
  try {
    const journals = runs.map(({ journal }, index) => journal ?? join(folder, `journal-${index}.ndjson`));
    const plans: (() => Promise<Plan>)[] = [];
    for (const [index, run] of runs.entries()) {
      const { subject, items, jobs, lanes = 1, seed, journal: _journal, signal: _signal, onJudged: _onJudged, ...shared } = run;
      const journal = journals[index] ?? '';
      await mkdir(dirname(journal), { recursive: true });
      await rm(journal, { force: true });
      const hands = dealItems(await weigh(items, run.suites), jobs, seed);
      for (let at = 0; at < hands.length; at += lanes) {
        const told = { ...shared, lanes: hands.slice(at, at + lanes), journal, scratch };
        plans.push(async () => {
          const { target, runtime } = await subject;
          return { target, runtime, ...told };
        });
      }
    }
    const total = runs.reduce((sum, { items }) => sum + items.length, 0);
    let done = 0;
    const errors = await runWorkers(plans, {
      atOnce,
      signal,
      onJudged: () => {
        done += 1;
        onJudged?.(done, total);
      },
    });
    return runs.map(({ items }, index) => readResult(journals[index] ?? '', items, errors));
  } finally {
    for (const one of [folder, scratch]) await rm(one, { recursive: true, force: true });
  }
};

/** Runs cases in vitest forks, each with cells of its own. Never throws for what a runtime does. */
export const runSuite = async (run: SuiteRun): Promise<SuiteResult> => {
  const [result] = await runSuites([run], { ...run, atOnce: run.jobs });
  if (result === undefined) throw new Error('one run must have one result');
  return result;
};
