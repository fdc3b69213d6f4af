import { randomBytes } from 'node:crypto';

import type { Limits } from '../../src/contract/limits.ts';
import type { GuestSetup } from '../../src/guest/records.ts';
import { bootSource } from '../../src/guest/sources.ts';
import { EngineRefusal, EngineStop, type Engine, type EngineBell, type OpenEngine } from '../engine.ts';

/** A thread or process that runs the program of guest-pump.js: lines go in, lines come out, and it can be killed. */
export interface Guest {
  /** Sends one line. What is sent to one that is gone is lost. */
  send(line: string): void;
  /** ms of processor time of the thread so far, and whether it waits for something now; undefined where that can't be read. */
  effort(): { readonly busyMs: number; readonly waits: boolean } | undefined;
  /** MiB of memory that is the guest's own; undefined where that can't be told. */
  heldMiB(): number | undefined;
  /** Ends it at once, or as soon as its runtime can. */
  kill(): void;
}

/** Starts a guest; `take` gets every line that comes out of it, `ended` is called once when it is gone, with what ended it. */
export type StartGuest = (limits: Limits, take: (line: string) => void, ended: (stop: EngineStop) => void) => Guest;

/** ms of wall time in which a guest must have booted. */
const bootMs = 20_000;

/** ms between two looks at a slice. */
const lookEvery = 10;

/** ms for which a guest is left alone: it is asked again, since what its own event loop runs must not go unseen. */
const idleMs = 20;

/** What a guest may hold above its budget: garbage that its engine has not collected or not given back. */
const spareShare = 1.5;
const spareMiB = 24;

/** Wall time, in multiples of the processor limit, after which a slice ends that waits for something, and one that was given too little processor time. */
const mostWaiting = 1.5;
const mostWall = 1.6;

/** A name and a text, and two more sources to boot: a guest reads them as they are, so that none may be left out, which would be looked up on the prototype. */
type Message = readonly [name: string, text: string, ...more: readonly string[]];

/** A message on its way: it is worked off, or the guest ends. */
interface Entry {
  readonly done: PromiseWithResolvers<void>;
  startedAt: number;
  busyMs: number;
}

/** Why a slice has to end by now, if it has. */
const overdue = (guest: Guest, entry: Entry, limits: Limits): boolean => {
  const wallMs = performance.now() - entry.startedAt;
  if (wallMs < limits.cpuMs) return false;
  const effort = guest.effort();
  const most = effort === undefined || effort.waits ? mostWaiting : mostWall;
  return wallMs >= limits.cpuMs * most || (effort !== undefined && effort.busyMs - entry.busyMs >= limits.cpuMs);
};

const refusalOf = (text: string): EngineRefusal => {
  const { phase, name, message } = JSON.parse(text) as {
    readonly phase: 'link' | 'evaluate';
    readonly name: string;
    readonly message: string;
  };
  return new EngineRefusal(phase, { name, message });
};

/**
 * Opens engines that are guests: every entry is a message, on a clock of this process, which kills a guest that is late or holds too much memory.
 * The guest's lines carry a token that its extension is not told.
 */
export const openForeignEngine =
  (start: StartGuest): OpenEngine =>
  async (setup: GuestSetup, limits: Limits): Promise<Engine> => {
    const token = randomBytes(16).toString('hex');
    const body = Promise.withResolvers<void>();
    body.promise.catch(() => undefined); // looked at only once it is evaluated
    let records: string[] = [];
    let current: Entry | undefined;
    let waiting: Promise<void> = Promise.resolve();
    let idle: NodeJS.Timeout | undefined;
    let stopped: EngineStop | undefined;
    let open = false;
    let bell: EngineBell | undefined;
    let emptyMiB = Infinity; // until it has booted

    const end = (stop: EngineStop): void => {
      if (stopped !== undefined) return;
      stopped = stop;
      clearTimeout(idle);
      guest.kill();
      if (current !== undefined) current.done.reject(stop);
      else bell?.ended(stop);
    };

    const tooLarge = (): boolean => (guest.heldMiB() ?? 0) - emptyMiB > limits.memoryMiB * spareShare + spareMiB;

    const settleBody = (refusal: string): void => (refusal === '' ? body.resolve() : body.reject(refusalOf(refusal)));

    const take = (line: string): void => {
      if (stopped !== undefined || !line.startsWith(token)) return; // what comes without the token is not the guest program's
      const [kind, text] = [line[token.length], line.slice(token.length + 1)];
      if (kind === 'r') records.push(JSON.parse(text) as string);
      else if (kind === 's') beginSlice();
      else if (kind === 'f') settleBody(text);
      else if (kind === 'd') current?.done.resolve();
    };

    const guest = start(limits, take, end);

    const beginSlice = (): void => {
      if (current === undefined) return;
      current.startedAt = performance.now();
      current.busyMs = guest.effort()?.busyMs ?? 0;
    };

    /* What the guest wrote while this event loop was itself busy is read before it is judged. */
    const look = (entry: Entry): void => {
      if (tooLarge()) end(new EngineStop('memory'));
      else if (overdue(guest, entry, limits)) {
        setImmediate(() => {
          if (current === entry && overdue(guest, entry, limits)) end(new EngineStop('cpu'));
        });
      }
    };

    const run = async (message: Message): Promise<void> => {
      if (stopped !== undefined) throw stopped;
      clearTimeout(idle);
      const entry: Entry = { done: Promise.withResolvers(), startedAt: Infinity, busyMs: 0 };
      current = entry;
      if (open && message[0] !== 'evaluate') beginSlice(); // to boot takes what it takes, and to link is on the clock of the load
      const looking = setInterval(look, lookEvery, entry);
      try {
        guest.send(JSON.stringify(message));
        await entry.done.promise;
      } finally {
        clearInterval(looking);
        current = undefined;
        if (stopped === undefined) idle = setTimeout(poll, idleMs).unref();
      }
    };

    const enter = (...message: Message): Promise<void> => {
      const entered = waiting.then(() => run(message));
      waiting = entered.catch(() => undefined); // whoever entered hears of it
      return entered;
    };

    const poll = (): void => {
      enter('poll', '').then(
        () => {
          if (records.length > 0) bell?.records();
        },
        (stop: unknown) => bell?.ended(stop as EngineStop),
      );
    };

    const booting = setTimeout(
      () => end(new EngineStop('crash', { cause: new Error(`The guest has not booted in ${bootMs} ms`) })),
      bootMs,
    );
    await enter('boot', token, JSON.stringify(setup), bootSource).finally(() => clearTimeout(booting));
    emptyMiB = guest.heldMiB() ?? 0;
    open = true;

    return {
      listen: (given) => {
        bell = given;
      },
      evaluate: async (source) => {
        await enter('evaluate', source);
        return { finished: body.promise };
      },
      register: () => enter('register', ''),
      dispatch: (call) => enter('dispatch', call),
      deliver: (answer) => enter('deliver', answer),
      drain: () => {
        const drained = records.join('\n');
        records = [];
        return drained;
      },
      dispose: () => end(new EngineStop('crash')),
    };
  };
