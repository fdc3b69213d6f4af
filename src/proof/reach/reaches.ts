import { setImmediate as turn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

import type { Rewriting } from '../../faults/fault.ts';
import type { Ended, MessageTape, TapeEvent } from './message-tape.ts';

type Settled = Ended<unknown> | undefined;

/* A message on its way: whether it was passed on as it was, and how it came back. */
interface Passing {
  readonly end: PromiseWithResolvers<unknown>;
  passed: unknown[];
  settled: Settled;
}

const nothing = Symbol('a message that carries nothing');

const pass = (start: (forward: (message: unknown) => Promise<unknown>) => Promise<unknown>): Passing => {
  const one: Passing = { end: Promise.withResolvers(), passed: [], settled: undefined };
  // whoever swallows a message leaves nobody to hear how it ended
  one.end.promise.catch(() => undefined);
  const forward = (message: unknown): Promise<unknown> => {
    one.passed.push(message);
    return one.end.promise;
  };
  Promise.try(start, forward).then(
    (answer) => (one.settled = { answer }),
    (thrown: unknown) => (one.settled = { thrown }),
  );
  return one;
};

const unchanged = (records: readonly unknown[], record: unknown): boolean => records.length === 1 && isDeepStrictEqual(records[0], record);

/**
 * Plays what passed in one scene of a sound run through a rewriting; returns whether it changed, held back, doubled, swallowed or made up anything.
 * Where it did not, the scene under that fault is the scene without it.
 */
export const reaches = async (rewriting: Rewriting, tape: MessageTape): Promise<boolean> => {
  const passing = new Map<number, Passing>();
  const start = (event: Extract<TapeEvent, { readonly n: number }>): Passing | undefined => {
    if (event.at === 'load' && rewriting.load !== undefined)
      return pass((forward) => rewriting.load?.(event.message, forward as never) ?? Promise.resolve());
    if (event.at === 'call' && rewriting.call !== undefined)
      return pass((forward) => rewriting.call?.(event.message, forward as never) ?? Promise.resolve());
    if (event.at === 'dispose' && rewriting.dispose !== undefined)
      return pass((forward) => rewriting.dispose?.(() => forward(nothing) as Promise<void>) ?? Promise.resolve());
    return undefined;
  };
  for (const event of tape) {
    if (event.at === 'log') {
      if (rewriting.log !== undefined && !unchanged(rewriting.log(event.record), event.record)) return true;
    } else if (event.at === 'network') {
      if (rewriting.network !== undefined && !unchanged(rewriting.network(event.record), event.record)) return true;
    } else if (event.at === 'end') {
      const one = passing.get(event.n);
      if (one === undefined) continue;
      if ('thrown' in event.how) one.end.reject(event.how.thrown);
      else one.end.resolve(event.how.answer);
      await turn();
      if (one.passed.length !== 1 || !isDeepStrictEqual(one.settled, event.how)) return true;
      passing.delete(event.n);
    } else {
      const message = structuredClone('message' in event ? event.message : undefined);
      const one = start(event);
      if (one === undefined) continue;
      passing.set(event.n, one);
      await turn();
      if (one.settled !== undefined || !unchanged(one.passed, message ?? nothing)) return true;
    }
  }
  return false;
};
