import type { ErrorShape } from '../src/contract/outcome.ts';

/** What the namespace of the boot module has for a host that holds it as an object. */
export interface Pump {
  configure(setup: string): void;
  register(value: unknown, namespace: object): void;
  dispatch(call: string): void;
  deliver(answer: string): void;
  drain(): string;
}

/** Returns what can be told of something that the extension threw into the host. */
export const shapeOf = (thrown: unknown): ErrorShape => {
  if (typeof thrown !== 'object' || thrown === null) return { name: 'Error', message: String(thrown).slice(0, 4096) };
  const { name, message } = thrown as { readonly name?: unknown; readonly message?: unknown };
  return { name: String(name).slice(0, 128), message: String(message).slice(0, 4096) };
};

/** Whether `node:vm` has ended a script at its timeout. */
export const isTimeout = (thrown: unknown): boolean =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
