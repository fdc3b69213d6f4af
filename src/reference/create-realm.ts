import type { LimitName } from '../contract/limits.ts';
import type { ErrorShape, LoadPhase, Outcome, Refusal } from '../contract/outcome.ts';
import { parseRecords } from '../guest/parse-records.ts';
import type { GuestCall, GuestRecord, GuestSetup, Registration } from '../guest/records.ts';
import type { Sdk } from '../sdk/create-sdk.ts';
import type { Carrier, PumpNote } from './carrier.ts';
import { createCallTable } from './create-call-table.ts';
import { createDeliveries } from './create-deliveries.ts';
import { createSliceClock } from './create-slice-clock.ts';
import { deadline } from '../sdk/deadline.ts';
import { describeStop } from './describe-stop.ts';
import type { ReferenceParts, Slice } from './reference-parts.ts';
import type { RuntimeLimits } from './runtime-limits.ts';
import { watchLeftovers } from '../sdk/watch-leftovers.ts';

/** How loading an extension into a realm ended. */
export type RealmLoad = { readonly registrations: readonly Registration[] } | { readonly refused: Refusal };

/** What a call goes through, without its number. */
export type Door = GuestCall extends infer Call ? (Call extends GuestCall ? Omit<Call, 'call'> : never) : never;

/** What a realm is made of. */
export interface RealmOptions {
  readonly carrier: Carrier;
  readonly limits: RuntimeLimits;
  readonly sdk: Sdk;
  readonly parts: ReferenceParts;
  /** Told once and at once, when the realm ends without having been asked to; what it still ran is settled when its process is gone. */
  readonly onStopped: (limit: LimitName, detail: string) => void;
  /** Told of what the extension left rejected, or threw where nobody could catch it. */
  readonly onStray: (error: ErrorShape) => void;
}

/** One extension in one isolate, from its load to its end. */
export interface Realm {
  load(setup: GuestSetup, source: string): Promise<RealmLoad>;
  /**
   * Every call ends: with what the extension does, or stopped. It may have ended at once.
   * @throws {RangeError} when the input is too deep for JSON.
   */
  call(door: Door): Outcome | Promise<Outcome>;
  /** Calls in flight. */
  readonly open: number;
  /** Resolves when no call is in flight. */
  idle(): Promise<void>;
  /** Ends the carrier; calls in flight end as absent. */
  end(): Promise<void>;
}

/* ms above a slice's own limit before the host's clock ends the child: half the limit, so that a stop stays within twice of it (LIM-9). */
const graceOf = (cpuMs: number): number => Math.max(100, cpuMs / 2);

const unloaded: ErrorShape = { name: 'UnloadedError', message: 'The extension was unloaded while it was loading' };

/** Returns the realm of a carrier that is booted and has loaded nothing yet. */
export const createRealm = ({ carrier, limits, sdk, parts, onStopped, onStray }: RealmOptions): Realm => {
  let ending = false;
  let stoppedBy: LimitName | undefined;
  let phase: LoadPhase = 'evaluate';
  let registered: readonly Registration[] | undefined;
  /* By their ids, the order in which operations were registered. */
  const operations = new Map<string, number>();
  let loaded: ((load: RealmLoad) => void) | undefined;

  const settleLoad = (load: RealmLoad): void => {
    if (loaded === undefined) return;
    loaded(load);
    loaded = undefined;
    leftovers.settled();
  };
  const calls = createCallTable({
    wallMs: limits.wallMs,
    onLate: () => stop('wall'),
    onSettled: () => leftovers.settled(),
  });
  const settleAll = (outcome: Outcome, refused: Refusal): void => {
    settleLoad({ refused });
    calls.settleAll(outcome);
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
    carrier.kill();
    void carrier.ended.then(() => {
      sdk.abandon();
      settleStopped(limit);
    });
  };

  const clock = createSliceClock(limits.cpuMs + graceOf(limits.cpuMs), () => stop('cpu'));
  const quiet = (): void => {
    clock.stop();
    leftovers.stop();
  };
  const sent = (slice: Slice): void => {
    if (!carrier.blocks) clock.sent(parts.watchesSlice(slice));
  };
  const deliver = createDeliveries({
    carrier,
    isOver: () => ending,
    onSending: () => sent('deliver'),
  });
  const leftovers = watchLeftovers({
    wallMs: limits.wallMs,
    isLeft: () => !ending && loaded === undefined && calls.open === 0 && sdk.pending > 0,
    onLate: () => stop('wall'),
  });
  const takeRecord = (record: GuestRecord): void => {
    if ('returned' in record) {
      const { returned, json } = record;
      calls.settle(returned, json === undefined ? { status: 'returned', undefined: true } : { status: 'returned', json });
    } else if ('threw' in record) {
      const { threw, thrown, error } = record;
      calls.settle(threw, { status: 'threw', thrown, ...(error === undefined ? {} : { error }) });
    } else if ('absent' in record) calls.settle(record.absent, { status: 'absent' });
    else if ('registered' in record) {
      registered = record.registered;
      for (const one of registered) if ('operation' in one) operations.set(one.operation, operations.size);
    } else if ('refused' in record) settleLoad({ refused: { phase: 'register', error: record.refused } });
    else if ('over' in record) stop(record.limit);
    else if ('log' in record || !ending) {
      sdk.take(record, deliver);
      leftovers.look();
    }
  };
  const takeNote = (note: PumpNote): void => {
    /* A limit that has stopped the load is its reason, whatever the extension made of that. */
    if ('refused' in note) {
      if (stoppedBy === undefined) settleLoad({ refused: note.refused });
    } else if ('stray' in note) onStray(note.stray);
    else if ('stopped' in note) {
      phase = note.phase ?? phase;
      stop(note.stopped);
    } else if ('phase' in note) {
      phase = note.phase;
      clock.progress();
    }
  };
  const broken = (error: unknown): void => stop('crash', `The realm wrote what no realm writes: ${String(error)}`);
  carrier.listen({
    onRecords(text) {
      try {
        parseRecords(text).forEach(takeRecord);
      } catch (error) {
        broken(error);
      }
    },
    onResult: (call, json) => calls.settle(call, { status: 'returned', json }),
    onNote: takeNote,
    onDone(count) {
      clock.done(count);
      if (registered !== undefined) settleLoad({ registrations: registered });
    },
    onBroken: broken,
  });
  void carrier.ended.then(({ limit, detail }) => stop(limit, detail));

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
        sent('evaluate');
        carrier.load({ setup: JSON.stringify(setup), source, timeouts });
      });
    },
    call(door) {
      if (stoppedBy !== undefined) return { status: 'stopped', limit: stoppedBy };
      if (ending) return { status: 'absent' };
      const index = 'operation' in door ? operations.get(door.operation) : 0;
      if (index === undefined) return { status: 'absent' };
      const text = JSON.stringify('endpoint' in door ? door.endpoint : door.input) ?? 'null';
      return calls.start((call) => {
        sent('dispatch');
        if ('operation' in door) carrier.operate(call, index, text);
        else if ('endpoint' in door) carrier.dispatch(call, 'endpoint', '', text);
        else if ('filter' in door) carrier.dispatch(call, 'filter', door.filter, text);
        else carrier.dispatch(call, 'action', door.action, text);
      });
    },
    get open() {
      return calls.open;
    },
    idle: () => calls.idle(),
    async end() {
      const first = !ending;
      ending = true;
      quiet();
      sdk.abandon();
      carrier.kill();
      await carrier.ended;
      if (first && stoppedBy === undefined) settleAll({ status: 'absent' }, { phase, error: unloaded });
    },
  };
};
