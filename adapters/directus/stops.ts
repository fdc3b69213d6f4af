import type { Outcome } from '../../src/contract/outcome.ts';

/* What isolated-vm says when it has ended code at its time limit, or code and the isolate with it at its memory limit. */
const messages = {
  cpu: 'Script execution timed out.',
  memory: 'Isolate was disposed during execution due to memory limit',
} as const;

/** A limit at which isolated-vm ends code. */
export type Stop = keyof typeof messages;

/** Returns the limit that an error's message tells of. */
export const stopOf = (message: string | undefined): Stop | undefined =>
  message === messages.cpu ? 'cpu' : message === messages.memory ? 'memory' : undefined;

/** Returns the outcome of a call that threw an error with the message of a stop, without being stopped. */
export const lookAlike = (limit: Stop): Outcome => ({
  status: 'threw',
  thrown: 'null',
  error: { name: 'Error', message: messages[limit] },
});
