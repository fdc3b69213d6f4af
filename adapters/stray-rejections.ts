import type { Runtime } from '../src/contract/adapter.ts';

/* What was thrown is not printed, since that runs its code. */
const onUnhandled = (): void => console.error('A rejection inside was caught by nobody');

/** For engines whose promises are the process's own: a rejection that nobody catches would end it, and is told on stderr instead while the runtime is open. */
export const outliveRejections = (runtime: Runtime): Runtime => {
  process.on('unhandledRejection', onUnhandled);
  return {
    ...runtime,
    [Symbol.asyncDispose]: async () => {
      await runtime[Symbol.asyncDispose]();
      process.off('unhandledRejection', onUnhandled);
    },
  };
};
