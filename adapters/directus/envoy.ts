/**
 * Runs inside Directus, as the entry of an operation extension without a sandbox: emits events through Directus' own emitter, and is the step of a flow
 * that tells how the step before it ended. It runs on Directus' Node, which is older than the project's.
 */
import { flushCompileCache } from 'node:module';

import type { Outcome } from '../../src/contract/outcome.ts';
import { isQuestion, type EnvoyAnswer, type EnvoyQuestion } from './envoy-messages.ts';
import { returnedOutcome, threwOutcome } from './outcome-of.ts';

type Listener = (...args: never[]) => unknown;

/** As much of `eventemitter2` as is used. */
interface Events {
  emitAsync(...args: unknown[]): Promise<unknown>;
  eventNames(): readonly string[];
  listeners(event: string): readonly Listener[];
  off(event: string, listener: Listener): unknown;
}

/** As much of Directus' emitter as is used. */
export interface DirectusEmitter {
  readonly filterEmitter: Events;
  readonly actionEmitter: Events;
  emitFilter(event: string, payload: unknown, meta: object): Promise<unknown>;
  emitAction(event: string, meta: object): void;
  countFilterListeners(event: string): number;
  countActionListeners(event: string): number;
}

/** ms of wall time for the handlers of an action; Directus itself waits for none of them. */
const actionMs = 5000;

const listenersOf = (events: Events): readonly Listener[] => events.eventNames().flatMap((name) => events.listeners(name));

const removeOthers = (events: Events, kept: ReadonlySet<Listener>): void => {
  for (const name of events.eventNames())
    for (const listener of events.listeners(name)) if (!kept.has(listener)) events.off(name, listener);
};

const emitFilter = async (emitter: DirectusEmitter, event: string, payload: unknown): Promise<Outcome> => {
  if (emitter.countFilterListeners(event) === 0) return { status: 'absent' };
  try {
    return returnedOutcome(await emitter.emitFilter(event, payload, {}));
  } catch (thrown) {
    return threwOutcome(thrown);
  }
};

/* What handlers of an action throw is Directus' to log; only a stop is told on. */
const emitAction = async (emitter: DirectusEmitter, event: string, payload: unknown): Promise<Outcome> => {
  if (emitter.countActionListeners(event) === 0) return { status: 'absent' };
  const { actionEmitter } = emitter;
  const done: Outcome = { status: 'returned', undefined: true };
  const { emitAsync } = actionEmitter;
  let running: Promise<unknown> = Promise.resolve();
  actionEmitter.emitAsync = (...args) => (running = emitAsync.apply(actionEmitter, args));
  try {
    emitter.emitAction(event, { payload });
  } finally {
    actionEmitter.emitAsync = emitAsync;
  }
  const ended = running.then(
    () => done,
    (thrown: unknown) => {
      const outcome = threwOutcome(thrown);
      return outcome.status === 'stopped' ? outcome : done;
    },
  );
  return Promise.race([ended, new Promise<Outcome>((resolve) => void setTimeout(resolve, actionMs, done).unref())]);
};

const answerWith =
  (emitter: DirectusEmitter, disposed: () => number): ((question: EnvoyQuestion) => Promise<EnvoyAnswer>) =>
  async (question) => {
    switch (question.envoy) {
      case 'filter':
        return { answered: question.turn, outcome: await emitFilter(emitter, question.event, JSON.parse(question.payload)) };
      case 'action':
        return { answered: question.turn, outcome: await emitAction(emitter, question.event, JSON.parse(question.payload)) };
      case 'flush':
        return { answered: question.turn, cpuMs: process.cpuUsage().user / 1000, disposed: disposed() };
      case 'tidy':
        removeOthers(emitter.filterEmitter, kept?.filters ?? new Set());
        removeOthers(emitter.actionEmitter, kept?.actions ?? new Set());
        return { answered: question.turn };
    }
  };

let kept: { readonly filters: ReadonlySet<Listener>; readonly actions: ReadonlySet<Listener> } | undefined;

/** Listens to the adapter, and tells it how many isolates are `disposed`; what listens to Directus' emitter by then is Directus' own. To be called again after each reload, and then does nothing. */
export const serve = (emitter: DirectusEmitter, disposed: () => number): void => {
  if (kept !== undefined) return;
  kept = { filters: new Set(listenersOf(emitter.filterEmitter)), actions: new Set(listenersOf(emitter.actionEmitter)) };
  flushCompileCache(); // the process ends by SIGKILL and could not write it then
  const answer = answerWith(emitter, disposed);
  process.on('message', (message: unknown) => {
    if (isQuestion(message)) void answer(message).then((given) => process.send?.(given));
  });
};

/** The id of {@link operation}. */
export const outcomeOperation = 'sandproof-outcome';

/** A step of a flow: says how the step before it ended, as JSON text. */
export const operation = {
  id: outcomeOperation,
  handler: (
    { ended }: { readonly ended: string },
    { data }: { readonly data: { readonly $last: unknown } },
  ): { readonly outcome: string } => ({
    outcome: JSON.stringify(ended === 'reject' ? threwOutcome(data.$last) : returnedOutcome(data.$last)),
  }),
};
