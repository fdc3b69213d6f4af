import type { NetworkEvidence } from '../contract/network.ts';
import { lackOfEnclosure } from '../enclosure/open-enclosure.ts';
import type { Result } from '../protocol/messages.ts';
import type { AdapterTarget, PlacedTarget } from './adapter-target.ts';
import { describeOutcome } from './describe-outcome.ts';
import { lackOfRuntime } from './installed-runtime.ts';
import { leaseCells } from './lease.ts';
import { SandproofError } from './suite-error.ts';

/** A runtime as its adapter describes it, and what the suite can see of its network. */
export interface Described extends Omit<Result<'describe'>, 'evidence'> {
  readonly evidence: NetworkEvidence;
  /** By which its cells are started, so that they are seen as the evidence says. */
  readonly target: PlacedTarget;
  /** Why no gateway stands around what asked for one. */
  readonly lack?: string;
}

/** ms of wall time to start a cell and import its adapter: heavy runtimes took up to 3 s. */
export const patience = 20_000;

// What a program forgets most that works in a terminal.
const unheard = ' to the line {"method":"describe",…} on its stdin; it must write one line to stdout for it, and flush it';

const unlessAborted = async <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  if (signal === undefined) return work;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason as Error);
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', abort));
};

/* Where no namespace can be, a program that is its own cell has a proxy at least; what a cell's child processes send is not seen at all. */
const placed = async (target: AdapterTarget, result: Result<'describe'>): Promise<Described> => {
  const lack = result.evidence === 'gateway' ? await lackOfEnclosure() : undefined;
  if (lack === undefined) return { ...result, target: { ...target, evidence: result.evidence } };
  const evidence = target.kind === 'exec' ? 'proxy' : 'none';
  return { ...result, evidence, target: { ...target, evidence }, lack };
};

/** Starts a cell once and asks what it holds, for so many ms of wall time. @throws {SandproofError} `ADAPTER_NOT_INSTALLED`, `ADAPTER_NOT_STARTED`; the signal's reason when it aborts meanwhile */
export const describeRuntime = async (target: AdapterTarget, signal?: AbortSignal, patienceMs = patience): Promise<Described> => {
  const uninstalled = target.kind === 'module' && target.own ? lackOfRuntime(target.name) : undefined;
  if (uninstalled !== undefined) throw new SandproofError('ADAPTER_NOT_INSTALLED', uninstalled);
  await using lease = leaseCells({ ...target, evidence: 'none' });
  const asking = lease.ask('describe', {}, patienceMs).catch((cause: unknown) => {
    throw new SandproofError(
      'ADAPTER_NOT_STARTED',
      `the adapter ${JSON.stringify(target.name)} could not be started: ${(cause as Error).message}`,
      { cause },
    );
  });
  const asked = await unlessAborted(asking, signal);
  if ('result' in asked) return await placed(target, asked.result);
  const { trouble } = asked;
  const silent = trouble.status === 'hung' && target.kind === 'exec' ? unheard : '';
  const what = trouble.status === 'error' ? `it threw: ${trouble.message}` : describeOutcome(trouble);
  const absent = /Cannot find package '([^']+)'/.exec(what)?.[1];
  if (target.kind === 'module' && target.own && absent !== undefined)
    throw new SandproofError(
      'ADAPTER_NOT_INSTALLED',
      `the adapter ${JSON.stringify(target.name)} needs the package ${absent}, which is not installed; \`npm i -D ${absent}\` brings it`,
    );
  throw new SandproofError(
    'ADAPTER_NOT_STARTED',
    `the adapter ${JSON.stringify(target.name)} did not say what it is: ${what}${silent}. Try \`sandproof smoke --adapter …\``,
  );
};
