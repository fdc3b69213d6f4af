import { deadline } from './deadline.ts';

/** What is left running is watched by. */
export interface LeftoverOptions {
  /** ms of wall time that it has, as long as a call has. */
  readonly wallMs: number;
  /** Whether sleeps or requests are pending of which no call and no load is in flight. */
  readonly isLeft: () => boolean;
  readonly onLate: () => void;
}

/** Watches what calls leave running behind them. */
export interface LeftoverWatch {
  /** A call or the load has ended. */
  settled(): void;
  /** Something is pending. */
  look(): void;
  /** Stops for good. */
  stop(): void;
}

/** Returns a watch: what still sleeps or requests so long after the last call has ended, and has no call, is late (ISO-3). It keeps no process alive. */
export const watchLeftovers = ({ wallMs, isLeft, onLate }: LeftoverOptions): LeftoverWatch => {
  let quietSince = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const look = (): void => {
    if (timer !== undefined || stopped || !isLeft()) return;
    timer = deadline(Math.max(1, quietSince + wallMs - performance.now()), () => {
      timer = undefined;
      if (performance.now() - quietSince >= wallMs && isLeft()) onLate();
      else look();
    });
    timer.unref();
  };
  return {
    settled() {
      quietSince = performance.now();
      look();
    },
    look,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
