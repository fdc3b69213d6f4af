import type { Json } from '../contract/json.ts';
import type { Limits } from '../contract/limits.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { Registration } from '../guest/records.ts';
import type { Door, Realm } from './create-realm.ts';
import type { Isolation } from './detect-enclosure.ts';
import { endpointRequest } from './endpoint-request.ts';
import { endpointResponse, webResponse } from './endpoint-response.ts';
import type { HandleOptions } from './handed-headers.ts';
import { ExtensionError, RuntimeError, StoppedError } from './runtime-error.ts';

/** One loaded extension in a process of its own. Disposing unloads it and releases the process. */
export interface Sandbox extends AsyncDisposable {
  /** The package's name. */
  readonly name: string;
  readonly registrations: readonly Registration[];
  /** The limits that really apply. */
  readonly limits: Limits;
  readonly isolation: Isolation;
  /** Answers a request whose path is relative to the extension's mount; every failure is a 4xx or 5xx. HEAD is answered as GET, without the body. */
  handle(request: Request, options?: HandleOptions): Promise<Response>;
  /**
   * Runs the event's filters and returns the payload after them.
   * @throws {ExtensionError} when one threw. @throws {StoppedError} when a limit ended it.
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
  readonly registrations: readonly Registration[];
  readonly limits: Limits;
  readonly isolation: Isolation;
  /** The realm that runs the extension now, another one than last time when it was stopped; undefined when it could not be loaded again. */
  readonly realm: () => Promise<Realm | undefined>;
  /** Resolves when the extension is gone; whether it is. */
  readonly unload: () => Promise<boolean>;
}

/** Returns the embedder's view of a loaded extension. */
export const createSandbox = ({ name, registrations, limits, isolation, realm, unload }: SandboxOptions): Sandbox => {
  let unloading: Promise<boolean> | undefined;
  let unloaded = false;

  const dispatch = async (door: Door): Promise<Outcome> => {
    if (unloaded) return { status: 'absent' };
    const running = await realm();
    if (running === undefined) return { status: 'absent' };
    try {
      return await running.call(door);
    } catch (error) {
      return { status: 'threw', thrown: 'null', error: { name: 'RangeError', message: `The input cannot be passed on: ${String(error)}` } };
    }
  };
  const run = async (door: Door): Promise<{ readonly value: Json | undefined } | undefined> => {
    const outcome = await dispatch(door);
    if (outcome.status === 'stopped') throw new StoppedError(name, outcome.limit);
    if (outcome.status === 'threw') throw new ExtensionError(name, outcome.thrown, outcome.error);
    if (outcome.status === 'returned') return { value: 'json' in outcome ? (JSON.parse(outcome.json) as Json) : undefined };
    if (unloaded) throw new RuntimeError('EXTENSION_UNLOADED', `The extension ${JSON.stringify(name)} has been unloaded: load it again`);
    if ((await realm()) === undefined) {
      throw new RuntimeError(
        'EXTENSION_UNAVAILABLE',
        `The extension ${JSON.stringify(name)} was stopped and could not be loaded again: see the event "unavailable"`,
      );
    }
    return undefined;
  };
  const dispose = async (): Promise<void> => {
    unloaded = await (unloading ??= unload());
  };

  return {
    name,
    registrations,
    limits,
    isolation,
    async handle(request, options) {
      const asked = await endpointRequest(request, options);
      return webResponse('refused' in asked ? asked.refused : endpointResponse(await dispatch(asked)), request.method);
    },
    async filter(event, payload) {
      const result = await run({ filter: event, input: payload });
      return result?.value === undefined ? payload : result.value;
    },
    async action(event, payload) {
      await run({ action: event, input: payload });
    },
    async operation(id, options) {
      const result = await run({ operation: id, input: options });
      if (result === undefined)
        throw new RuntimeError('OPERATION_UNKNOWN', `The extension ${JSON.stringify(name)} has no operation ${JSON.stringify(id)}`);
      return result.value;
    },
    dispatch,
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
};
