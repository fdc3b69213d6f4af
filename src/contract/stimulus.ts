import type { EndpointRequest } from './adapter.ts';
import type { Json } from './json.ts';

/** Which extension a step speaks of: the one under test, the honest one beside it, or the same honest one once more, loaded only by a step. */
export type Role = 'subject' | 'beside' | 'fresh';

/** The door of a call, without the extension's per-run name. */
export type Door =
  { readonly endpoint: EndpointRequest } | { readonly filter: string } | { readonly action: string } | { readonly operation: string };

/** One call into the runtime. Unless `bare`, the harness adds the challenge's secret to its input. */
export interface CallStep {
  readonly do: 'call';
  readonly role: Role;
  readonly door: Door;
  readonly input: Json;
  readonly bare: boolean;
}

/** What a case does to the loaded extension. `watch` measures for that long what the runtime still does, `measured` what it does during a step. */
export type Step =
  | CallStep
  | { readonly do: 'unload'; readonly role: Role }
  | { readonly do: 'load'; readonly role: Role }
  | { readonly do: 'watch'; readonly ms: number }
  | { readonly do: 'measured'; readonly step: Step }
  | { readonly do: 'concurrently'; readonly steps: readonly Step[] }
  | { readonly do: 'sequence'; readonly steps: readonly Step[] };

const call = (door: Door, input: Json): CallStep => ({ do: 'call', role: 'subject', door, input, bare: false });

/** Runs an operation with these options. */
export const operation = (id: string, options: Json = {}): CallStep => call({ operation: id }, options);

/** Dispatches a payload to an event's filters. */
export const filter = (event: string, payload: Json): CallStep => call({ filter: event }, payload);

/** Dispatches a payload to an event's actions. */
export const action = (event: string, payload: Json): CallStep => call({ action: event }, payload);

/** Requests a route of the extension; `target` is relative to its mount. */
export const endpoint = (
  method: string,
  target: string,
  request: { readonly headers?: Readonly<Record<string, string>>; readonly body?: Json } = {},
): CallStep => call({ endpoint: { method, target, headers: request.headers ?? {}, body: request.body ?? {} } }, null);

/** The same call without the challenge: its input is exactly what the case says. */
export const bare = (step: CallStep): CallStep => ({ ...step, bare: true });

/** The same call, made to the honest extension beside the one under test. */
export const beside = (step: CallStep): CallStep => ({ ...step, role: 'beside' });

/** The same call, made to the extension that a step has loaded as `fresh`. */
export const fresh = (step: CallStep): CallStep => ({ ...step, role: 'fresh' });

/** One step after the other. */
export const sequence = (...steps: readonly Step[]): Step => ({ do: 'sequence', steps });

/** All steps at the same time; the step ends with the last of them. */
export const concurrently = (...steps: readonly Step[]): Step => ({ do: 'concurrently', steps });

/** Unloads an extension. */
export const unload = (role: Role = 'subject'): Step => ({ do: 'unload', role });

/** Loads an extension: the one under test of a case that says `loads: 'by a step'`, one that was unloaded, or a fresh honest one. */
export const load = (role: Role): Step => ({ do: 'load', role });

/** Asks the cell's event loop for an answer again and again, and looks at the memory of its processes, while the step runs. */
export const measured = (step: Step): Step => ({ do: 'measured', step });

/** Watches for so many ms which records still arrive and how much processor time the runtime uses. */
export const watch = (ms: number): Step => ({ do: 'watch', ms });
