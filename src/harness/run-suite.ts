import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { TestProjectInlineConfiguration } from 'vitest/config';
import type { InlineConfig } from 'vitest/node';

import { endLeftovers } from './cell-family.ts';
import { collectCases } from './collect-cases.ts';
import { compileCache } from './compile-cache.ts';
import { dealItems, type Dealt } from './deal-items.ts';
import { endDescendants } from './end-processes.ts';
import { expectedCost } from './expected-cost.ts';
import { itemName } from './item-name.ts';
import { readJournal, type Judged } from './journal.ts';
import type { Item, Plan } from './plan.ts';
import { sharingKey } from './shared-scenes.ts';

/** What to run and how. */
export interface SuiteRun extends Omit<Plan, 'journal' | 'scratch'> {
  readonly jobs: number;
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

const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

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

/** A worker imports the suites itself: checks are functions and can't be sent. */
const workerText = (): string => {
  const cache = compileCache();
  return [
    ...(cache === undefined ? [] : [`(await import('node:module')).enableCompileCache(${JSON.stringify(cache)});`]),
    `const { registerShard } = await import(${JSON.stringify(new URL(`./shard.${ending}`, import.meta.url).href)});`,
    'await registerShard();',
    '',
  ].join('\n');
};

const weigh = async (items: readonly Item[], suites: string | undefined): Promise<readonly Dealt[]> => {
  const cases = new Map((await collectCases(suites)).map((one) => [one.id, one]));
  return items.map((item) => {
    const one = cases.get(item.id);
    return { item, sharing: one && sharingKey(one, item.fault), cost: one === undefined ? 0 : expectedCost(one) };
  });
};

const project = (index: number, plan: Plan): TestProjectInlineConfiguration => ({
  extends: false,
  test: {
    name: `worker ${index + 1}`,
    include: ['conformance.test.mjs'],
    exclude: [],
    isolate: true,
    // Node reads them as they are; to transform them all would cost the run a second of processor time
    server: { deps: { external: [/\.[jt]s$/] } },
    provide: { sandproofPlan: plan },
  },
});

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs `start`, and takes back whatever listeners for ending signals it left: vitest's own end the process before the report is written. */
const withoutItsListeners = async <T>(start: () => Promise<T>): Promise<T> => {
  const before = new Set(endingSignals.flatMap((name) => process.listeners(name)));
  const started = await start();
  for (const name of endingSignals) for (const listener of process.listeners(name)) if (!before.has(listener)) process.off(name, listener);
  return started;
};

/** Runs cases in vitest forks, each with cells of its own. Never throws for what a runtime does. */
export const runSuite = async (run: SuiteRun): Promise<SuiteResult> => {
  const folder = await mkdtemp(join(tmpdir(), 'sandproof-run-'));
  const scratch = await mkdtemp(join(tmpdir(), 'sandproof-scratch-'));
  const journal = run.journal ?? join(folder, 'journal.ndjson');
  await mkdir(dirname(journal), { recursive: true });
  await rm(journal, { force: true });
  try {
    await writeFile(join(folder, 'conformance.test.mjs'), workerText());
    const { items, jobs, seed, journal: _journal, signal, onJudged, ...shared } = run;
    const hands = dealItems(await weigh(items, run.suites), jobs, seed);
    const { createVitest } = await import('vitest/node');
    const errors: string[] = [];
    let done = 0;
    const options: InlineConfig & { config: false } = {
      config: false,
      root: folder,
      watch: false,
      pool: 'forks',
      maxWorkers: hands.length,
      silent: true,
      reporters: [
        {
          onTestCaseResult: (test) => {
            const result = test.result();
            if (result.state === 'failed') errors.push(...result.errors.map(({ message }) => `${test.name}: ${message}`));
            done += 1;
            onJudged?.(done, items.length);
          },
          onTestRunEnd: (_modules, unhandled) => void errors.push(...unhandled.map(({ message }) => message)),
        },
      ],
    };
    const vitest = await withoutItsListeners(() =>
      createVitest(options, {
        cacheDir: join(folder, 'cache'),
        logLevel: 'silent',
        server: { ws: false },
        test: { projects: hands.map((hand, index) => project(index, { ...shared, items: hand, journal, scratch })) },
      }),
    );
    const cancel = (): void => {
      void vitest.cancelCurrentRun('keyboard-input');
      endDescendants(); // a case in progress may have minutes left; the journal has everything that was judged
    };
    signal?.addEventListener('abort', cancel);
    try {
      if (signal?.aborted !== true)
        for (const module of (await vitest.start()).testModules) errors.push(...module.errors().map(({ message }) => message));
    } finally {
      signal?.removeEventListener('abort', cancel);
      await vitest.close();
    }
    return readResult(journal, items, errors);
  } finally {
    for (const one of [folder, scratch]) await rm(one, { recursive: true, force: true });
  }
};
