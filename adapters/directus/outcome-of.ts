import type { ErrorShape, Outcome } from '../../src/contract/outcome.ts';
import { stopOf } from './stops.ts';

/** Characters of a name, a message and a response that an outcome keeps. */
const most = { name: 128, message: 4096, response: 65_536 } as const;

const text = (value: unknown, otherwise: string, length: number): string =>
  (typeof value === 'string' ? value : otherwise).slice(0, length);

const shapeOf = (error: Error): ErrorShape => {
  const { name, message, status, response } = error as Error & { readonly status?: unknown; readonly response?: unknown };
  return {
    name: text(name, 'Error', most.name),
    message: text(message, '', most.message),
    ...(typeof status === 'number' ? { status } : {}),
    ...(typeof response === 'string' ? { response: response.slice(0, most.response) } : {}),
  };
};

const jsonOf = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? 'null'; // of a function or a symbol
  } catch {
    return 'null'; // a cycle, a BigInt: JSON has no text for it
  }
};

/** Returns the outcome of a call that returned or resolved. */
export const returnedOutcome = (value: unknown): Outcome => {
  if (value === undefined) return { status: 'returned', undefined: true };
  try {
    return { status: 'returned', json: JSON.stringify(value) ?? 'null' };
  } catch (error) {
    return threwOutcome(error); // so would Directus' own use of it
  }
};

/** Returns the outcome of a call that threw or rejected. A stop is told by isolated-vm's message; whoever knows more says whether it was one. */
export const threwOutcome = (thrown: unknown): Outcome => {
  if (!(thrown instanceof Error)) return { status: 'threw', thrown: jsonOf(thrown) };
  const limit = stopOf(thrown.message);
  if (limit !== undefined) return { status: 'stopped', limit };
  return { status: 'threw', thrown: 'null', error: shapeOf(thrown) };
};
