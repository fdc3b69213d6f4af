import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

import type { Adapter, EndpointRequest, Entry, Host } from '../../src/contract/adapter.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Limits } from '../../src/contract/limits.ts';
import type { Outcome } from '../../src/contract/outcome.ts';
import type { Door } from '../../src/reference/create-realm.ts';
import { createReferenceRuntime } from '../../src/reference/create-reference-runtime.ts';
import type { AskedEndpoint } from '../../src/reference/endpoint-request.ts';
import { endpointResponse } from '../../src/reference/endpoint-response.ts';
import { incomingRequest } from '../../src/reference/incoming-request.ts';
import { packageVersion } from '../../src/reference/package-version.ts';
import { LoadError } from '../../src/reference/runtime-error.ts';
import type { RuntimeLimits } from '../../src/reference/runtime-limits.ts';
import { writtenResponse } from '../../src/reference/written-response.ts';
import type { PlainResponse } from '../../src/reference/plain-response.ts';
import { partsOf, seams } from './seams.ts';

/* What an embedder's host would have of its own. */
const ownOperation = 'item-read';
const ownRoute = 'server-info';

type Asked = { readonly door: Door } | { readonly refused: PlainResponse };

/* A request as Node's `http` hands it to a host; only its socket is missing. */
const messageOf = ({ method, target, headers, body }: EndpointRequest): IncomingMessage => {
  const message = Object.assign(new IncomingMessage(new Socket()), { method, url: target });
  const text = Buffer.from(JSON.stringify(body));
  message.headers = {
    'content-type': 'application/json',
    'content-length': String(text.byteLength),
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  };
  message.push(text);
  message.push(null);
  return message;
};

const doorOf = async (entry: Entry, input: Json): Promise<Asked> => {
  if ('operation' in entry) return { door: { operation: entry.operation, input } };
  if ('filter' in entry) return { door: { filter: entry.filter, input } };
  if ('action' in entry) return { door: { action: entry.action, input } };
  const asked: AskedEndpoint = await incomingRequest(messageOf(entry.endpoint));
  return 'refused' in asked ? asked : { door: asked };
};

/* The response as a client gets it; JSON is parsed, since the body of an outcome is a value. */
const responseOutcome = (response: PlainResponse): Outcome => {
  const { status, headers, text } = writtenResponse(response);
  const isJson = headers['content-type']?.startsWith('application/json') === true;
  const body = text === null ? '""' : isJson ? text : JSON.stringify(text);
  return { status: 'returned', json: `{"status":${status},"headers":${JSON.stringify(headers)},"body":${body}}` };
};

/* The runtime has more limits than the contract. */
const contractLimits = (limits: RuntimeLimits): Limits => {
  const { cpuMs, wallMs, loadMs, memoryMiB, logLines, logBytes, resultBytes, pendingCalls, registrations } = limits;
  return { cpuMs, wallMs, loadMs, memoryMiB, logLines, logBytes, resultBytes, pendingCalls, registrations };
};

/* An endpoint's outcome is the response that a client of the runtime would get; which limit a 503 stands for is told besides. */
const answerOf = (door: Door, outcome: Outcome): Outcome =>
  'endpoint' in door && (outcome.status === 'threw' || outcome.status === 'returned')
    ? responseOutcome(endpointResponse(outcome))
    : outcome;

/** Drives the reference runtime: one child process with one isolate per extension. */
const adapter: Adapter = {
  describe: () => ({
    name: 'reference',
    version: packageVersion,
    engine: `V8 ${process.versions.v8}`,
    isolation: 'one V8 isolate in a child process of its own per extension',
    claims: ['memory-limit', 'bundle', 'address-policy'],
    builtinOperations: [ownOperation],
    hostRoutes: [ownRoute],
  }),
  seams: Object.keys(seams),
  async start(host: Host) {
    const runtime = createReferenceRuntime(
      {
        logger: (extension, text) => host.log(extension, text),
        resolve: (name) => host.network.resolve(name),
        reservedOperations: [ownOperation],
        reservedNames: [ownRoute],
        // a cell has one extension at a time, mostly, and is watched after a stop: what is started then is the runtime's doing, too
        spares: 1,
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
        const asked = await doorOf(entry, input);
        return 'refused' in asked ? responseOutcome(asked.refused) : answerOf(asked.door, await sandbox.dispatch(asked.door));
      },
      [Symbol.asyncDispose]: () => runtime.dispose(),
    };
  },
};

export default adapter;
