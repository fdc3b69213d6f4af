import type { SeenOutcome } from '../contract/outcome.ts';
import { CellTrouble } from './cell-client.ts';

/** Turns a cell's trouble into the outcome that only the runner can say. @throws the cause when it is the suite's own fault. */
export const seenTrouble = (cause: unknown): SeenOutcome => {
  if (!(cause instanceof CellTrouble)) throw cause;
  const { trouble } = cause;
  return trouble.status === 'error' ? { status: 'crashed', detail: `the adapter threw: ${trouble.message}` } : trouble;
};
