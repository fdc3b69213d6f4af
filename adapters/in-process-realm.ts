import type { LimitName, Limits } from '../src/contract/limits.ts';
import type { Outcome, Refusal } from '../src/contract/outcome.ts';
import { parseRecords } from '../src/guest/parse-records.ts';
import type { GuestCall, GuestRecord, GuestSetup, Registration } from '../src/guest/records.ts';
import type { Sdk } from '../src/sdk/create-sdk.ts';
import { watchLeftovers } from '../src/sdk/watch-leftovers.ts';
import { EngineRefusal, EngineStop, type Engine, type OpenEngine } from './engine.ts';

/** A call without the number that its realm gives it. */
export type NewCall = GuestCall extends infer Call ? (Call extends GuestCall ? Omit<Call, 'call'> : never) : never;

/** One loaded extension in one realm, until a limit stops it. */
export interface InProcessRealm {
  readonly registrations: readonly Registration[];
  /** Whether it can still be called. */
  readonly alive: boolean;
  call(call: NewCall): Promise<Outcome>;
  /** Ends everything at once; calls that run end with this outcome. Resolves when nothing of it runs any more. */
  end(outcome: Outcome): Promise<void>;
}

/** What a realm is made of. */
export interface RealmParts {
  readonly open: OpenEngine;
  readonly setup: GuestSetup;
  readonly limits: Limits;
  readonly source: string;
  readonly sdk: Sdk;
}

interface RunningCall {
  readonly timer: NodeJS.Timeout;
  readonly settle: (outcome: Outcome) => void;
}

const outcomeOf = (record: GuestRecord, { isOutOfMemory }: Engine): { readonly call: number; readonly outcome: Outcome } | undefined => {
  if ('absent' in record) return { call: record.absent, outcome: { status: 'absent' } };
  if ('returned' in record) {
    return {
      call: record.returned,
      outcome: record.json === undefined ? { status: 'returned', undefined: true } : { status: 'returned', json: record.json },
    };
  }
  if (!('threw' in record)) return undefined;
  const { threw, thrown, error } = record;
  if (error !== undefined && isOutOfMemory?.(error) === true) return { call: threw, outcome: { status: 'stopped', limit: 'memory' } };
  return { call: threw, outcome: { status: 'threw', thrown, ...(error === undefined ? {} : { error }) } };
};

const limitError = (limit: LimitName): Refusal['error'] => ({
  name: 'LimitError',
  message: `The extension was stopped while it loaded: limit ${limit}`,
});

/**
 * Loads an extension into a fresh realm and runs its calls there: the host's side of the string pump.
 * @throws {EngineStop} when the limits leave no room for a realm at all
 */
export const loadRealm = async ({
  open,
  setup,
  limits,
  source,
  sdk,
}: RealmParts): Promise<InProcessRealm | { readonly refused: Refusal }> => {
  const engine = await open(setup, limits);
  const calls = new Map<number, RunningCall>();
  const loaded = Promise.withResolvers<readonly Registration[] | Refusal>();
  let phase: Refusal['phase'] = 'evaluate';
  let alive = true;
  let isLoaded = false;
  let ending: Promise<void> | undefined;
  let lastCall = 0;
  let entries: Promise<void> = Promise.resolve();

  /* Nobody hears of a stop before it is one (LIM-10). */
  const endNow = async (outcome: Outcome, refusal: Refusal): Promise<void> => {
    alive = false;
    clearTimeout(loadTimer);
    leftovers.stop();
    sdk.abandon();
    for (const { timer } of calls.values()) clearTimeout(timer);
    const gone = engine.dispose();
    if (gone !== undefined) await gone;
    for (const { settle } of calls.values()) settle(outcome);
    calls.clear();
    loaded.resolve(refusal);
  };

  const end = (outcome: Outcome, refusal: Refusal): Promise<void> => (ending ??= endNow(outcome, refusal));

  const stop = (limit: LimitName): void => void end({ status: 'stopped', limit }, { phase, error: limitError(limit), limit });

  const leftovers = watchLeftovers({
    wallMs: limits.wallMs,
    isLeft: () => alive && isLoaded && calls.size === 0 && sdk.pending > 0,
    onLate: () => stop('wall'),
  });

  const refuse = (refusal: Refusal): void => void end({ status: 'absent' }, refusal);

  const settleCall = (number: number, outcome: Outcome): void => {
    const running = calls.get(number);
    if (running === undefined) return;
    if (outcome.status === 'stopped') {
      stop(outcome.limit);
      return;
    }
    clearTimeout(running.timer);
    calls.delete(number);
    running.settle(outcome);
    leftovers.settled();
  };

  const take = (record: GuestRecord): void => {
    if (!alive) return;
    if ('log' in record || 'sleep' in record || 'request' in record) {
      sdk.take(record, (answer) => enter(() => engine.deliver(JSON.stringify(answer))));
      leftovers.look();
    } else if ('registered' in record) loaded.resolve(record.registered);
    else if ('refused' in record) refuse({ phase, error: record.refused });
    else if ('over' in record) {
      if (calls.has(record.over) || (record.over === 0 && lastCall === 0)) stop(record.limit);
    } else {
      const ended = outcomeOf(record, engine);
      if (ended !== undefined) settleCall(ended.call, ended.outcome);
    }
  };

  /* What was logged before a stop is still delivered (LOG-6); nothing else of the realm is. */
  const lastLogs = (): void => {
    for (const record of parseRecords(engine.drain())) if ('log' in record) take(record);
  };

  const fail = (error: unknown): void => {
    if (!alive) return;
    if (error instanceof EngineRefusal) {
      refuse({ phase: error.phase, error: error.shape });
      return;
    }
    const limit = error instanceof EngineStop ? error.limit : 'crash';
    if (limit === 'crash') console.error('The engine failed', error);
    try {
      if (limit !== 'crash') lastLogs();
    } catch (unreadable) {
      console.error('The realm could not be drained after its stop', unreadable);
    }
    stop(limit);
  };

  /* One entry after the other, so that the microtasks of one have run before the next. */
  const enter = (run: () => Promise<void>): void => {
    entries = entries.then(async () => {
      if (!alive) return;
      try {
        await run();
        for (const record of parseRecords(engine.drain())) take(record);
      } catch (error) {
        fail(error);
      }
    });
  };

  engine.listen?.({ records: () => enter(async () => undefined), ended: fail });
  let loadTimer: NodeJS.Timeout | undefined;
  enter(async () => {
    await engine.prepare?.(source);
    loadTimer = setTimeout(() => stop('load'), limits.loadMs);
    const { finished } = await engine.evaluate(source);
    finished.then(() => {
      enter(() => {
        phase = 'register';
        return engine.register();
      });
    }, fail);
  });

  const result = await loaded.promise;
  clearTimeout(loadTimer);
  if ('phase' in result) return { refused: result };
  isLoaded = true;
  leftovers.settled();

  const call = (parts: NewCall): Promise<Outcome> => {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    lastCall += 1;
    const number = lastCall;
    const timer = setTimeout(() => stop('wall'), limits.wallMs);
    calls.set(number, { timer, settle: resolve });
    enter(() => engine.dispatch(JSON.stringify({ call: number, ...parts })));
    return promise;
  };

  return {
    registrations: result,
    get alive() {
      return alive;
    },
    call,
    end: (outcome) => end(outcome, { phase, error: { name: 'Error', message: 'The extension was unloaded' } }),
  };
};
