import type { Adapter, Entry, Host } from '../../src/contract/adapter.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Limits } from '../../src/contract/limits.ts';
import type { Outcome } from '../../src/contract/outcome.ts';
import type { Door } from '../../src/reference/create-realm.ts';
import { createReferenceRuntime } from '../../src/reference/create-reference-runtime.ts';
import { endpointResponse } from '../../src/reference/endpoint-response.ts';
import { packageVersion } from '../../src/reference/package-version.ts';
import { LoadError } from '../../src/reference/runtime-error.ts';
import type { RuntimeLimits } from '../../src/reference/runtime-limits.ts';
import { partsOf, seams } from './seams.ts';

const doorOf = (entry: Entry, input: Json): Door => {
  if ('operation' in entry) return { operation: entry.operation, input };
  if ('filter' in entry) return { filter: entry.filter, input };
  if ('action' in entry) return { action: entry.action, input };
  return { endpoint: entry.endpoint };
};

/* The runtime has more limits than the contract. */
const contractLimits = (limits: RuntimeLimits): Limits => {
  const { cpuMs, wallMs, loadMs, memoryMiB, logLines, logBytes, resultBytes, pendingCalls, registrations } = limits;
  return { cpuMs, wallMs, loadMs, memoryMiB, logLines, logBytes, resultBytes, pendingCalls, registrations };
};

/* An endpoint's outcome is the response that a client of the runtime would get. */
const answerOf = (door: Door, outcome: Outcome): Outcome =>
  'endpoint' in door && (outcome.status === 'threw' || 'undefined' in outcome)
    ? { status: 'returned', json: JSON.stringify(endpointResponse(outcome)) }
    : outcome;

/** Drives the reference runtime: one child process with one isolate per extension. */
const adapter: Adapter = {
  describe: () => ({
    name: 'reference',
    version: packageVersion,
    engine: `V8 ${process.versions.v8}`,
    isolation: 'one V8 isolate in a child process of its own per extension',
    claims: ['memory-limit', 'bundle', 'address-policy'],
  }),
  seams: Object.keys(seams),
  async start(host: Host) {
    const runtime = createReferenceRuntime(
      {
        logger: (extension, text) => host.log(extension, text),
        resolve: (name) => host.network.resolve(name),
        ...(host.network.ca === undefined ? {} : { ca: host.network.ca }),
      },
      partsOf(host.fault),
    );
    let lastId = 0;
    return {
      async load(extension, { limits: asked = {} }) {
        try {
          const loaded = await runtime.load(extension, { limits: asked });
          lastId += 1;
          return {
            sandbox: { id: `${loaded.name}#${lastId}`, [Symbol.asyncDispose]: () => loaded.dispose() },
            limits: contractLimits(loaded.limits),
          };
        } catch (error) {
          if (!(error instanceof LoadError)) throw error;
          const { phase, error: shape, limit } = error;
          return { refused: { phase, error: shape, ...(limit === undefined ? {} : { limit }) } };
        }
      },
      async call(entry, input) {
        const sandbox = runtime.sandbox(entry.extension);
        if (sandbox === undefined) return { status: 'absent' };
        const door = doorOf(entry, input);
        return answerOf(door, await sandbox.dispatch(door));
      },
      [Symbol.asyncDispose]: () => runtime.dispose(),
    };
  },
};

export default adapter;
