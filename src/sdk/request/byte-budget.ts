import { limitError } from '../sdk-error.ts';
import { unlessAborted } from './unless-aborted.ts';

/** The bytes of one response that the host holds, from its first chunk until the extension has taken the answer. Disposing gives them back. */
export interface HeldBytes extends Disposable {
  /**
   * Holds so many more: at once while there is room, and for the one that holds longest in any case, so that somebody always goes on.
   * @throws the reason of the signal when it aborts first. @throws {SdkError} of kind `limit` when those that are open together have taken too much.
   */
  take(bytes: number, signal: AbortSignal): Promise<void>;
  /** The same for what is needed to read it, which brings nothing. */
  reserve(bytes: number, signal: AbortSignal): Promise<void>;
}

/** What the responses of one extension may make its host hold together. */
export interface ByteBudget {
  open(): HeldBytes;
}

/* A burst may bring so many times what is held at once. What was read is garbage that V8 lets lie to some 100 MB in the host, whatever is held (measured, Node 24). */
const burstShare = 16;

/**
 * Returns a budget. All responses together hold at most `most` bytes and what one response may have: beyond that they are read no further,
 * which the servers notice as a slow reader. Until none is open any more they may take 16 times as much, one after the other (REQ-10).
 */
export const byteBudget = (most: number): ByteBudget => {
  /* In the order in which they began to hold something. */
  const holding = new Map<HeldBytes, number>();
  let held = 0;
  let open = 0;
  let burst = 0;
  let waiting: (() => void)[] = [];

  const hasRoom = (one: HeldBytes, bytes: number): boolean => {
    const [oldest] = holding.keys();
    return held + bytes <= most || oldest === undefined || oldest === one;
  };
  const wake = (): void => {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  };

  return {
    open() {
      open += 1;
      let isOpen = true;
      const one: HeldBytes = {
        async take(bytes, signal) {
          burst += bytes;
          if (burst > most * burstShare)
            throw limitError(`The answers of "request" that are under way together have more than ${String(most * burstShare)} bytes`);
          await one.reserve(bytes, signal);
        },
        async reserve(bytes, signal) {
          while (!hasRoom(one, bytes)) await unlessAborted(new Promise<void>((resolve) => waiting.push(resolve)), signal);
          holding.set(one, (holding.get(one) ?? 0) + bytes);
          held += bytes;
        },
        [Symbol.dispose]() {
          held -= holding.get(one) ?? 0;
          holding.delete(one);
          if (isOpen) open -= 1;
          isOpen = false;
          if (open === 0) burst = 0;
          wake();
        },
      };
      return one;
    },
  };
};
