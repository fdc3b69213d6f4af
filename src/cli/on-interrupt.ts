import { endDescendants } from '../harness/end-processes.ts';

/**
 * Aborted by the first SIGINT, SIGTERM or SIGHUP, and when the process that this one has a channel to is gone; a second signal ends the process and all it
 * started at once. Disposing gives the signals back.
 */
export interface Interrupt extends Disposable {
  readonly signal: AbortSignal;
  /** To be called last: ends an interrupted process with its exit code, even when something that was not waited for still holds it. */
  leave(): void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** ms that something which was not waited for may hold an interrupted process after its work. */
const graceMs = 500;

/** Takes over the signals that ask a program to end; `says` is told on stderr at the first one. */
export const onInterrupt = (says = 'interrupted: writing what was judged'): Interrupt => {
  const controller = new AbortController();
  const take = (): void => {
    if (controller.signal.aborted) {
      endDescendants();
      process.exit(130);
    }
    process.stderr.write(`\n${says}\n`);
    controller.abort();
  };
  for (const signal of signals) process.on(signal, take);
  const orphaned = (): void => {
    // whoever read them is gone too: what is written fails, which must not end this process before it has tidied up
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
    if (!controller.signal.aborted) take();
  };
  process.on('disconnect', orphaned);
  return {
    signal: controller.signal,
    leave: () => {
      const { exitCode } = process;
      if (controller.signal.aborted) setTimeout(() => process.exit(exitCode), graceMs).unref();
    },
    [Symbol.dispose]: () => {
      for (const signal of signals) process.off(signal, take);
      process.off('disconnect', orphaned);
    },
  };
};
