import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { TestProjectInlineConfiguration } from 'vitest/config';
import type { InlineConfig, TestProject, Vitest } from 'vitest/node';

import { shareCompiled } from './compiled-modules.ts';
import { endDescendants } from './end-processes.ts';
import type { Plan } from './plan.ts';

/** How workers are run. */
export interface WorkersOptions {
  /** How many work at the same time. */
  readonly atOnce: number;
  /** Ends the run early. */
  readonly signal?: AbortSignal | undefined;
  /** Hears of every case that was judged. */
  onJudged(): void;
}

const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/* A worker imports the suites itself: checks are functions and can't be sent. It finds the folder for its cells in the environment, as this process does. */
const workerText = (compiled: string): string =>
  [
    `(await import('node:module')).enableCompileCache(${JSON.stringify(compiled)});`,
    `const { registerShard } = await import(${JSON.stringify(new URL(`./shard.${ending}`, import.meta.url).href)});`,
    'await registerShard();',
    '',
  ].join('\n');

const nameOf = (index: number): string => `worker ${index + 1}`;

const project = (index: number): TestProjectInlineConfiguration => ({
  extends: false,
  test: {
    name: nameOf(index),
    include: ['conformance.test.mjs'],
    exclude: [],
    isolate: true,
    // Node reads them as they are; to transform them all would cost the run a second of processor time
    server: { deps: { external: [/\.[jt]s$/] } },
  },
});

const projectOf = ({ projects }: Vitest, index: number): TestProject => {
  const found = projects.find(({ name }) => name === nameOf(index));
  if (found === undefined) throw new Error(`vitest did not make the project ${JSON.stringify(nameOf(index))}`);
  return found;
};

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs `start`, and takes back whatever listeners for ending signals it adds, at once: vitest's own end the process before the report is written. */
const withoutItsListeners = async <T>(start: () => Promise<T>): Promise<T> => {
  const takeBack = (name: string | symbol, listener: (...given: unknown[]) => void): void => {
    if (endingSignals.some((one) => one === name)) process.nextTick(() => process.off(name, listener));
  };
  process.on('newListener', takeBack);
  return start().finally(() => process.off('newListener', takeBack));
};

/** ms that vitest has to end after an interruption: for a fork that was ended while it started it waits up to 90 s, or for ever (5.1.1). */
const graceMs = 3000;

/** What `work` comes to, unless the signal has been aborted for so long that it is not waited for any more. */
const orLeave = async <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | undefined> => {
  if (signal === undefined) return work;
  const { promise: left, resolve: leave } = Promise.withResolvers<undefined>();
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    timer = setTimeout(() => leave(undefined), graceMs);
  };
  signal.addEventListener('abort', wait);
  if (signal.aborted) wait();
  return Promise.race([work, left]).finally(() => {
    signal.removeEventListener('abort', wait);
    clearTimeout(timer);
  });
};

/** Runs every plan in a vitest fork of its own, in one run of vitest, which is made while plans are waited for; returns the suite's own errors. What was judged stands in the journals. Rejects as a plan does. */
export const runWorkers = async (
  plans: readonly (() => Promise<Plan>)[],
  { atOnce, signal, onJudged }: WorkersOptions,
): Promise<readonly string[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'sandproof-run-'));
  const errors: string[] = [];
  try {
    await writeFile(join(folder, 'conformance.test.mjs'), workerText(shareCompiled().own));
    const { createVitest } = await import('vitest/node');
    const options: InlineConfig & { config: false } = {
      config: false,
      root: folder,
      watch: false,
      pool: 'forks',
      maxWorkers: Math.min(atOnce, plans.length),
      silent: true,
      reporters: [
        {
          onTestCaseResult: (test) => {
            const result = test.result();
            if (result.state === 'failed') errors.push(...result.errors.map(({ message }) => `${test.name}: ${message}`));
            onJudged();
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
        test: { projects: plans.map((_, index) => project(index)) },
      }),
    );
    const cancel = (): void => {
      void vitest.cancelCurrentRun('keyboard-input');
      endDescendants(); // a case in progress may have minutes left; the journal has everything that was judged
    };
    signal?.addEventListener('abort', cancel);
    try {
      for (const [index, plan] of plans.entries()) projectOf(vitest, index).provide('sandproofPlan', await plan());
      const ended = signal?.aborted === true ? undefined : await orLeave(vitest.start(), signal);
      for (const module of ended?.testModules ?? []) errors.push(...module.errors().map(({ message }) => message));
    } finally {
      signal?.removeEventListener('abort', cancel);
      if (signal?.aborted === true) endDescendants(); // a fork that was not there yet when the others were ended
      await orLeave(vitest.close(), signal);
    }
    return errors;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
