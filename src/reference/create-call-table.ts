import type { Outcome } from '../contract/outcome.ts';
import { deadline } from '../sdk/deadline.ts';

interface OpenCall {
  readonly settle: (outcome: Outcome) => void;
  readonly startedAt: number;
}

/** What a call table is made of. */
export interface CallTableOptions {
  /** ms of wall time that each call has. */
  readonly wallMs: number;
  /** Told when the oldest call has taken longer. */
  readonly onLate: () => void;
  /** Told after each call. */
  readonly onSettled: () => void;
}

/** The calls of one realm that are in flight, and their clock. */
export interface CallTable {
  readonly open: number;
  /**
   * Starts a call under a number of its own; its outcome, at once when `send` has settled it before it returns.
   * @throws what `send` throws; the call is over then.
   */
  start(send: (call: number) => void): Outcome | Promise<Outcome>;
  /** Settles a call; a number that is not in flight is ignored. */
  settle(call: number, outcome: Outcome): void;
  settleAll(outcome: Outcome): void;
  /** Resolves when no call is in flight. */
  idle(): Promise<void>;
}

/** Returns an empty table. The clock keeps this process alive while calls are in flight. */
export const createCallTable = ({ wallMs, onLate, onSettled }: CallTableOptions): CallTable => {
  const calls = new Map<number, OpenCall>();
  let lastCall = 0;
  /* The call that is being sent, and its outcome if that is known before the sending returns. */
  let sending = 0;
  let early: Outcome | undefined;
  let timer: NodeJS.Timeout | undefined;
  let waiting: (() => void)[] = [];

  /* One timer for all: they have the same time, so the oldest, which stands first, is due first. */
  const watch = (): void => {
    const [oldest] = calls.values();
    if (timer !== undefined || oldest === undefined) return;
    timer = deadline(Math.max(1, oldest.startedAt + wallMs - performance.now()), () => {
      timer = undefined;
      const [first] = calls.values();
      if (first !== undefined && performance.now() - first.startedAt >= wallMs) onLate();
      else watch();
    });
  };
  const remove = (call: number): void => {
    calls.delete(call);
    if (calls.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
    for (const resolve of waiting) resolve();
    waiting = [];
  };

  return {
    get open() {
      return calls.size;
    },
    start(send) {
      const call = (lastCall += 1);
      sending = call;
      early = undefined;
      try {
        send(call);
      } finally {
        sending = 0;
      }
      if (early !== undefined) return early;
      return new Promise((settle) => {
        calls.set(call, { settle, startedAt: performance.now() });
        if (timer === undefined) watch();
      });
    },
    settle(call, outcome) {
      if (call === sending) {
        early = outcome;
        sending = 0;
        onSettled();
        return;
      }
      const waits = calls.get(call);
      if (waits === undefined) return;
      remove(call);
      waits.settle(outcome);
      onSettled();
    },
    settleAll(outcome) {
      for (const [call, waits] of calls) {
        remove(call);
        waits.settle(outcome);
        onSettled();
      }
    },
    idle: () => (calls.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
};
