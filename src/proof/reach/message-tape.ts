import type { NetworkRecord } from '../../contract/network.ts';
import type { Outcome } from '../../contract/outcome.ts';
import type { CallMessage, LoadAnswer, LoadMessage, Rewriting } from '../../faults/fault.ts';

/** What a log record is, as a rewriting sees it. */
export type LogRecord = Parameters<NonNullable<Rewriting['log']>>[0];

/** How a message ended: with its answer, or with what was thrown. */
export type Ended<T> = { readonly answer: T } | { readonly thrown: unknown };

/** One thing that passed between suite and cell. An `end` belongs to the start of the same number. */
export type TapeEvent =
  | { readonly at: 'load'; readonly n: number; readonly message: LoadMessage }
  | { readonly at: 'call'; readonly n: number; readonly message: CallMessage }
  | { readonly at: 'dispose'; readonly n: number }
  | { readonly at: 'end'; readonly n: number; readonly how: Ended<LoadAnswer | Outcome | undefined> }
  | { readonly at: 'log'; readonly record: LogRecord }
  | { readonly at: 'network'; readonly record: NetworkRecord };

/** Everything that passed between suite and cell in one scene, in order. */
export type MessageTape = readonly TapeEvent[];

/** Returns a rewriting that changes nothing and writes down all that passes. */
export const taping = (tape: TapeEvent[]): Rewriting => {
  let next = 0;
  const noting = async <T extends LoadAnswer | Outcome | undefined>(
    start: (n: number) => TapeEvent,
    forwarded: () => Promise<T>,
  ): Promise<T> => {
    const n = next++;
    tape.push(start(n));
    try {
      const answer = await forwarded();
      tape.push({ at: 'end', n, how: { answer } });
      return answer;
    } catch (thrown) {
      tape.push({ at: 'end', n, how: { thrown } });
      throw thrown;
    }
  };
  return {
    load: (message, forward) =>
      noting(
        (n) => ({ at: 'load', n, message }),
        () => forward(message),
      ),
    call: (message, forward) =>
      noting(
        (n) => ({ at: 'call', n, message }),
        () => forward(message),
      ),
    dispose: (forward) =>
      noting<undefined>(
        (n) => ({ at: 'dispose', n }),
        async () => {
          await forward();
          return undefined;
        },
      ),
    log: (record) => {
      tape.push({ at: 'log', record });
      return [record];
    },
    network: (record) => {
      tape.push({ at: 'network', record });
      return [record];
    },
  };
};
