import type { EndpointRequest } from '../contract/adapter.ts';
import type { Json } from '../contract/json.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { Registration } from '../guest/records.ts';
import type { Door, Realm } from './create-realm.ts';
import type { Isolation } from './detect-enclosure.ts';
import { endpointRequest } from './endpoint-request.ts';
import { endpointResponse, unavailableResponse, webResponse } from './endpoint-response.ts';
import type { HandleOptions } from './handed-headers.ts';
import { isUnavailable, type KeptRealm, type Unavailable } from './keep-realm.ts';
import type { PlainResponse } from './plain-response.ts';
import { ExtensionError, RuntimeError, StoppedError, UnavailableError } from './runtime-error.ts';
import type { RuntimeLimits } from './runtime-limits.ts';

/** One loaded extension in a process of its own. Disposing unloads it and releases the process. */
export interface Sandbox extends AsyncDisposable {
  /** The package's name. */
  readonly name: string;
  readonly registrations: readonly Registration[];
  /** The limits that really apply. */
  readonly limits: RuntimeLimits;
  readonly isolation: Isolation;
  /** Answers a request that is plain data already, for handlers of other servers; `absent` when there is no such route. */
  respond(endpoint: EndpointRequest): Promise<PlainResponse | 'absent'>;
  /** Answers a request whose path is relative to the extension's mount; every failure is a 4xx or 5xx. HEAD is answered as GET, without the body. */
  handle(request: Request, options?: HandleOptions): Promise<Response>;
  /**
   * Runs the event's filters and returns the payload after them.
   * @throws {ExtensionError} when one threw. @throws {StoppedError} when a limit ended it. @throws {UnavailableError} when it was stopped too often.
   */
  filter(event: string, payload: Json): Promise<Json>;
  /**
   * Runs the event's actions.
   * @throws {StoppedError} when a limit ended them.
   */
  action(event: string, payload: Json): Promise<void>;
  /**
   * Runs the operation and returns what it resolves to.
   * @throws {ExtensionError} when it threw. @throws {StoppedError} when a limit ended it.
   */
  operation(id: string, options: Json): Promise<Json | undefined>;
  /** Runs a call and returns how it ended as plain data; never throws for what the extension does. */
  dispatch(door: Door): Promise<Outcome>;
  dispose(): Promise<void>;
}

/** What a sandbox is made of. */
export interface SandboxOptions {
  readonly name: string;
  readonly kept: KeptRealm;
  readonly limits: RuntimeLimits;
  readonly isolation: Isolation;
  /** Whether the runtime takes no calls any more. */
  readonly closed: () => boolean;
  /** Resolves when the extension is gone; whether it is. */
  readonly unload: () => Promise<boolean>;
}

/* The realm writes JSON, and is not trusted. */
const valueOf = (json: string): Json => {
  try {
    return JSON.parse(json) as Json;
  } catch (cause) {
    throw new RuntimeError('CHILD_FAILED', 'A sandbox returned what is no JSON: dispose of it and load the extension again', { cause });
  }
};

/** Returns the embedder's view of a loaded extension. */
export const createSandbox = ({ name, kept, limits, isolation, closed, unload }: SandboxOptions): Sandbox => {
  let unloading: Promise<boolean> | undefined;
  let unloaded = false;

  const absent: Outcome = { status: 'absent' };
  /* What cannot be passed on is the caller's slip and reaches no extension. */
  const callIn = (realm: Realm, door: Door): Outcome | Promise<Outcome> => {
    try {
      return realm.call(door);
    } catch (error) {
      const message = `The input cannot be passed on: ${String(error)}`;
      return { status: 'threw', thrown: 'null', error: { name: 'RangeError', message } };
    }
  };
  const callLater = async (door: Door): Promise<Outcome> => {
    const realm = await kept.realm();
    return isUnavailable(realm) || unloaded ? absent : callIn(realm, door);
  };
  const call = (door: Door): Outcome | Promise<Outcome> => {
    if (unloaded || closed()) return absent;
    const { running } = kept;
    return running === undefined ? callLater(door) : callIn(running, door);
  };
  /* Why nothing answered, when it is not that nothing is registered under that name. */
  const missing = async (): Promise<Unavailable | RuntimeError | undefined> => {
    if (unloaded) return new RuntimeError('EXTENSION_UNLOADED', `The extension ${JSON.stringify(name)} has been unloaded: load it again`);
    if (closed()) return new RuntimeError('RUNTIME_DISPOSED', 'The runtime has been disposed: create another one');
    const realm = await kept.realm();
    return isUnavailable(realm) ? realm : undefined;
  };
  type Ended = { readonly value: Json | undefined } | undefined;
  const absentEnd = async (): Promise<Ended> => {
    const why = await missing();
    if (why === undefined) return undefined;
    throw why instanceof RuntimeError ? why : new UnavailableError(name, why.reason, why.retryInMs);
  };
  const endOf = (outcome: Outcome): Ended | Promise<Ended> => {
    if (outcome.status === 'returned') return { value: 'json' in outcome ? valueOf(outcome.json) : undefined };
    if (outcome.status === 'stopped') throw new StoppedError(name, outcome.limit);
    if (outcome.status === 'threw') throw new ExtensionError(name, outcome.thrown, outcome.error);
    return absentEnd();
  };
  const run = async (door: Door): Promise<Ended> => endOf(await call(door));
  const respond = async (endpoint: EndpointRequest): Promise<PlainResponse | 'absent'> => {
    const outcome = await call({ endpoint });
    if (outcome.status !== 'absent') return endpointResponse(outcome);
    const why = unloaded ? undefined : await missing();
    if (why === undefined) return 'absent';
    return unavailableResponse('retryInMs' in why ? why.retryInMs : undefined);
  };
  const dispose = async (): Promise<void> => {
    unloaded = await (unloading ??= unload());
  };

  return {
    name,
    registrations: kept.registrations,
    limits,
    isolation,
    respond,
    async handle(request, options) {
      const asked = await endpointRequest(request, options);
      const response = 'refused' in asked ? asked.refused : await respond(asked.endpoint);
      return webResponse(response === 'absent' ? endpointResponse({ status: 'absent' }) : response, request.method);
    },
    async filter(event, payload) {
      const result = await run({ filter: event, input: payload });
      return result?.value === undefined ? payload : result.value;
    },
    async action(event, payload) {
      await run({ action: event, input: payload });
    },
    async operation(id, options) {
      const outcome = call({ operation: id, input: options });
      /* Each await costs a turn of the microtask queue, which is a fifth of the whole call where the extension runs in this process. */
      const ended = endOf(outcome instanceof Promise ? await outcome : outcome);
      const result = ended instanceof Promise ? await ended : ended;
      if (result === undefined)
        throw new RuntimeError('OPERATION_UNKNOWN', `The extension ${JSON.stringify(name)} has no operation ${JSON.stringify(id)}`);
      return result.value;
    },
    dispatch: async (door) => call(door),
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
};
