import type { Limits, LimitName } from '../contract/limits.ts';
import type { ErrorShape, LoadPhase, Outcome, Refusal } from '../contract/outcome.ts';
import type { GuestAnswer, GuestCall, GuestRecord, GuestSetup, Registration } from '../guest/records.ts';
import type { Sdk } from '../sdk/create-sdk.ts';
import { createSliceClock } from './create-slice-clock.ts';
import { describeStop } from './describe-stop.ts';
import { parseChildLine, type ChildNote } from './parse-child-line.ts';
import type { ReferenceParts, Slice } from './reference-parts.ts';
import type { Child } from './start-child.ts';

/** How loading an extension into a realm ended. */
export type RealmLoad = { readonly registrations: readonly Registration[] } | { readonly refused: Refusal };

/** What a call goes through, without its number. */
export type Door = GuestCall extends infer Call ? (Call extends GuestCall ? Omit<Call, 'call'> : never) : never;

/** What a realm is made of. */
export interface RealmOptions {
  readonly child: Child;
  readonly limits: Limits;
  readonly sdk: Sdk;
  readonly parts: ReferenceParts;
  /** Told once and at once, when the realm ends without having been asked to; what it still ran is settled when its process is gone. */
  readonly onStopped: (limit: LimitName, detail: string) => void;
}

/** One extension in one child process, from its load to its end. */
export interface Realm {
  load(setup: GuestSetup, source: string): Promise<RealmLoad>;
  /**
   * Every call ends: with what the extension does, or stopped.
   * @throws {RangeError} when the input is too deep for JSON.
   */
  call(door: Door): Promise<Outcome>;
  /** Ends the child; calls in flight end as absent. */
  end(): Promise<void>;
}

interface Waiting {
  readonly settle: (outcome: Outcome) => void;
  readonly timer: NodeJS.Timeout;
}

/* ms above a slice's own limit before the host's clock ends the child: half the limit, so that a stop stays within twice of it (LIM-9). */
const graceOf = (cpuMs: number): number => Math.max(100, cpuMs / 2);

const unloaded: ErrorShape = { name: 'UnloadedError', message: 'The extension was unloaded while it was loading' };

/** Returns the realm of a child that is booted and has loaded nothing yet. */
export const createRealm = ({ child, limits, sdk, parts, onStopped }: RealmOptions): Realm => {
  const calls = new Map<number, Waiting>();
  let lastCall = 0;
  let ending = false;
  let stoppedBy: LimitName | undefined;
  let phase: LoadPhase = 'evaluate';
  let registered: readonly Registration[] | undefined;
  let loaded: ((load: RealmLoad) => void) | undefined;
  let quietSince = 0;
  let leftovers: NodeJS.Timeout | undefined;

  const settleLoad = (load: RealmLoad): void => {
    if (loaded === undefined) return;
    loaded(load);
    loaded = undefined;
    quietSince = performance.now();
    watchLeftovers();
  };
  const settleCall = (call: number, outcome: Outcome): void => {
    const waiting = calls.get(call);
    if (waiting === undefined) return;
    calls.delete(call);
    clearTimeout(waiting.timer);
    waiting.settle(outcome);
    quietSince = performance.now();
    watchLeftovers();
  };
  const settleAll = (outcome: Outcome, refused: Refusal): void => {
    settleLoad({ refused });
    for (const call of calls.keys()) settleCall(call, outcome);
  };
  const settleStopped = (limit: LimitName): void => {
    settleAll({ status: 'stopped', limit }, { phase, error: { name: 'LimitError', message: describeStop(limit, limits) }, limit });
  };

  /* No outcome before the process is gone: what is said to have stopped has stopped (LIM-10). */
  const stop = (limit: LimitName, detail = describeStop(limit, limits)): void => {
    if (ending || stoppedBy !== undefined) return;
    stoppedBy = limit;
    onStopped(limit, detail);
    if (!parts.endsStopped()) return settleStopped(limit);
    ending = true;
    quiet();
    child.kill();
    void child.ended.then(() => {
      sdk.abandon();
      settleStopped(limit);
    });
  };

  const clock = createSliceClock(limits.cpuMs + graceOf(limits.cpuMs), () => stop('cpu'));
  const quiet = (): void => {
    clock.stop();
    clearTimeout(leftovers);
  };
  const send = (slice: Slice, message: string): void => {
    clock.sent(parts.watchesSlice(slice));
    child.send(message);
  };
  const deliver = (answer: GuestAnswer): void => {
    if (!ending) send('deliver', `A${JSON.stringify(answer)}`);
  };
  /* What a call left behind has as long as a call has (ISO-3): an extension that still sleeps or requests then, and has no call, is stopped. */
  const watchLeftovers = (): void => {
    if (leftovers !== undefined || ending || loaded !== undefined || calls.size > 0 || sdk.pending === 0) return;
    leftovers = deadline(Math.max(1, quietSince + limits.wallMs - performance.now()), () => {
      leftovers = undefined;
      const late = performance.now() - quietSince >= limits.wallMs;
      if (late && calls.size === 0 && sdk.pending > 0) stop('wall');
      else watchLeftovers();
    });
    leftovers.unref();
  };
  /* A timer that is late because this event loop was busy first lets the answers in that have been waiting. */
  const deadline = (ms: number, expired: () => void): NodeJS.Timeout => setTimeout(() => setImmediate(expired), ms);

  const takeRecord = (record: GuestRecord): void => {
    if ('returned' in record)
      settleCall(
        record.returned,
        record.json === undefined ? { status: 'returned', undefined: true } : { status: 'returned', json: record.json },
      );
    else if ('threw' in record)
      settleCall(record.threw, { status: 'threw', thrown: record.thrown, ...(record.error === undefined ? {} : { error: record.error }) });
    else if ('absent' in record) settleCall(record.absent, { status: 'absent' });
    else if ('registered' in record) registered = record.registered;
    else if ('refused' in record) settleLoad({ refused: { phase: 'register', error: record.refused } });
    else if ('over' in record) stop(record.limit);
    else if ('log' in record || !ending) {
      sdk.take(record, deliver);
      watchLeftovers();
    }
  };
  const takeNote = (note: ChildNote): void => {
    if ('done' in note) {
      clock.done(note.done);
      if (registered !== undefined) settleLoad({ registrations: registered });
    } else if ('refused' in note) settleLoad({ refused: note.refused });
    else if ('stopped' in note) {
      phase = note.phase ?? phase;
      stop(note.stopped);
    } else if ('phase' in note) {
      phase = note.phase;
      clock.progress();
    }
  };
  child.onLine = (line) => {
    try {
      const parsed = parseChildLine(line);
      if ('note' in parsed) takeNote(parsed.note);
      else parsed.records.forEach(takeRecord);
    } catch (error) {
      stop('crash', `The child wrote what no child writes: ${String(error)}`);
    }
  };
  void child.ended.then(({ limit, detail }) => stop(limit, detail));

  return {
    load(setup, source) {
      const timeoutOf = (slice: Slice): number => parts.sliceTimeout(slice, limits.cpuMs);
      const timeouts = {
        evaluate: timeoutOf('evaluate'),
        register: timeoutOf('register'),
        dispatch: timeoutOf('dispatch'),
        deliver: timeoutOf('deliver'),
        drain: limits.cpuMs,
      };
      return new Promise((resolve) => {
        const timer = deadline(limits.loadMs, () => {
          if (loaded !== undefined) stop('load');
        });
        loaded = (load) => {
          clearTimeout(timer);
          resolve(load);
        };
        send('evaluate', `L${JSON.stringify({ setup: JSON.stringify(setup), source, timeouts })}`);
      });
    },
    call(door) {
      if (stoppedBy !== undefined) return Promise.resolve({ status: 'stopped', limit: stoppedBy });
      if (ending) return Promise.resolve({ status: 'absent' });
      lastCall += 1;
      const call = lastCall;
      const message = `D${JSON.stringify({ call, ...door })}`;
      return new Promise((settle) => {
        const timer = deadline(limits.wallMs, () => {
          if (calls.has(call)) stop('wall');
        });
        calls.set(call, { settle, timer });
        send('dispatch', message);
      });
    },
    async end() {
      const first = !ending;
      ending = true;
      quiet();
      sdk.abandon();
      child.kill();
      await child.ended;
      if (first && stoppedBy === undefined) settleAll({ status: 'absent' }, { phase, error: unloaded });
    },
  };
};
