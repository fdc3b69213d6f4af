/** Watches that a child works off its messages in time. */
export interface SliceClock {
  /** One more message has been sent; an unwatched one stands still until it is done, and nothing behind it is watched either. */
  sent(watched: boolean): void;
  /** So many messages since the start have been worked off. */
  done(count: number): void;
  /** The child is alive: what it works on now begins anew. */
  progress(): void;
  /** Stops for good. */
  stop(): void;
}

/**
 * Returns a clock that calls `onLate` once when a child has made no progress for `limitMs` of wall time.
 * What the child wrote while this event loop was itself busy is read before it is judged.
 */
export const createSliceClock = (limitMs: number, onLate: () => void): SliceClock => {
  let sent = 0;
  let done = 0;
  let unwatched = 0;
  let progressAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const late = (): boolean => sent > done && done >= unwatched && performance.now() - progressAt >= limitMs;
  const arm = (ms: number): void => {
    timer = setTimeout(check, ms);
    timer.unref();
  };
  const check = (): void => {
    timer = undefined;
    if (stopped || sent === done) return;
    if (late()) setImmediate(confirm);
    else arm(Math.max(1, limitMs - (performance.now() - progressAt)));
  };
  const confirm = (): void => {
    if (stopped) return;
    if (late()) onLate();
    else if (timer === undefined && sent > done) arm(limitMs);
  };

  return {
    sent(watched) {
      if (sent === done) progressAt = performance.now();
      sent += 1;
      if (!watched) unwatched = sent;
      if (timer === undefined && !stopped) arm(limitMs);
    },
    done(count) {
      done = count;
      progressAt = performance.now();
    },
    progress() {
      progressAt = performance.now();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
