import type { Result } from '../protocol/messages.ts';
import type { AdapterTarget } from './adapter-target.ts';
import { describeOutcome } from './describe-outcome.ts';
import { leaseCells } from './lease.ts';
import { SandproofError } from './suite-error.ts';

/** A runtime as its adapter describes it, and what the suite can see of its network. */
export type Described = Result<'describe'>;

/** ms of wall time to start a cell and import its adapter: heavy runtimes took up to 3 s. */
const patience = 20_000;

const unlessAborted = async <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  if (signal === undefined) return work;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason as Error);
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', abort));
};

/** Starts a cell once and asks what it holds. @throws {SandproofError} `ADAPTER_NOT_STARTED`; the signal's reason when it aborts meanwhile */
export const describeRuntime = async (target: AdapterTarget, signal?: AbortSignal): Promise<Described> => {
  await using lease = leaseCells(target);
  const asking = lease.ask('describe', {}, patience).catch((cause: unknown) => {
    throw new SandproofError(
      'ADAPTER_NOT_STARTED',
      `the adapter ${JSON.stringify(target.name)} could not be started: ${(cause as Error).message}`,
      { cause },
    );
  });
  const asked = await unlessAborted(asking, signal);
  if ('result' in asked) return asked.result;
  const { trouble } = asked;
  const what = trouble.status === 'error' ? `it threw: ${trouble.message}` : describeOutcome(trouble);
  throw new SandproofError(
    'ADAPTER_NOT_STARTED',
    `the adapter ${JSON.stringify(target.name)} did not say what it is: ${what}. Try \`sandproof smoke --adapter …\``,
  );
};
