import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { ExtensionPackage } from '../../src/contract/adapter.ts';
import type { BatteryRuntime } from './battery-runtime.ts';
import type { SeenHonest } from './seen.ts';

/** The honest extension's package name. */
export const honestName = 'battery-honest';

/** What the honest extension is: it computes, waits, logs and requests. */
export const honestSource = `import { log, request, sleep } from 'directus:api';
export default { id: 'honest', handler: async ({ n, text, web }) => {
  log('honest ' + n);
  if (n % 7 === 0) await sleep(1);
  const answer = web === undefined ? null : (await request(web)).data;
  return { n: n + 1, text: text.toUpperCase(), list: [3, 1, 2].toSorted(), answer };
} };`;

/** Calls the honest extension one call after the other. */
export interface Honest {
  /** Begins to call; the runtime's logger must be bound by then. */
  start(): void;
  /** Takes what was seen since the last time. */
  take(): SeenHonest;
  /** Its log records, given by the runtime's logger. */
  log(text: string): void;
  /** Ends the calls; resolves when the last is answered. */
  end(): Promise<void>;
}

/* Every so many calls it sends a request. */
const requestEvery = 20;
/* ms between two calls: enough samples, and the machine's processors stay free for the attack. */
const pauseMs = 3;
/* Complaints that are kept between two takes. */
const mostWrong = 5;

/** Loads the honest extension and calls it until the end. `web` is its corner of the battery's server. */
export const openHonest = async (runtime: BatteryRuntime, extension: ExtensionPackage, web: string): Promise<Honest> => {
  const sandbox = await runtime.load(extension, { limits: {} });
  let calls = 0;
  let slowestMs = 0;
  let wrong: string[] = [];
  let expectedLog = 0;
  let over = false;
  const complain = (text: string): void => {
    if (wrong.length < mostWrong) wrong.push(text.slice(0, 400));
  };

  const callOnce = async (n: number): Promise<void> => {
    const asks = n % requestEvery === 0;
    const input = { n, text: `text ${n}`, ...(asks ? { web: `${web}/json/${n}` } : {}) };
    const expected = { n: n + 1, text: `TEXT ${n}`, list: [1, 2, 3], answer: asks ? n : null };
    const startedAt = performance.now();
    const outcome = await sandbox.dispatch({ operation: 'honest', input });
    slowestMs = Math.max(slowestMs, performance.now() - startedAt);
    calls += 1;
    const answer: unknown = outcome.status === 'returned' && 'json' in outcome ? JSON.parse(outcome.json) : outcome;
    if (!isDeepStrictEqual(answer, expected)) complain(`call ${n} ended as ${JSON.stringify(answer)}`);
    if (expectedLog !== n + 1) complain(`call ${n} is in the log as ${expectedLog}`);
  };
  const loop = async (): Promise<void> => {
    for (let n = 0; !over; n += 1) {
      try {
        await callOnce(n);
      } catch (error) {
        complain(`call ${n} failed: ${String(error)}`);
      }
      await pause(pauseMs);
    }
  };
  let looping: Promise<void> | undefined;

  return {
    start() {
      looping = loop();
    },
    take() {
      const taken = { calls, wrong, slowestMs };
      calls = 0;
      slowestMs = 0;
      wrong = [];
      return taken;
    },
    log(text) {
      if (text !== `honest ${expectedLog}`) complain(`logged ${JSON.stringify(text)} in place of "honest ${expectedLog}"`);
      expectedLog += 1;
    },
    async end() {
      over = true;
      await looping;
      await sandbox.dispose();
    },
  };
};
