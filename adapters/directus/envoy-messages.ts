import type { Outcome } from '../../src/contract/outcome.ts';

/** What the adapter asks of the envoy inside Directus. */
export type EnvoyQuestion =
  /** Emits an event through Directus' own emitter. `payload` is JSON text. */
  | { readonly envoy: 'filter' | 'action'; readonly turn: number; readonly event: string; readonly payload: string }
  /** Asks how the process is: what was logged and sent before the answer has been written by then. */
  | { readonly envoy: 'flush'; readonly turn: number }
  /** Takes away the listeners that extensions left, as a restart would. */
  | { readonly envoy: 'tidy'; readonly turn: number };

/** The envoy's answer. `outcome` is that of an emitted event; after a flush, `cpuMs` is the processor time of Directus and `disposed` how many isolates it has had that are gone. */
export interface EnvoyAnswer {
  readonly answered: number;
  readonly cpuMs?: number;
  readonly disposed?: number;
  readonly outcome?: Outcome;
}

/** Whether a message of an IPC channel is a {@link EnvoyQuestion}. */
export const isQuestion = (message: unknown): message is EnvoyQuestion =>
  typeof message === 'object' && message !== null && 'envoy' in message;

/** Whether a message of an IPC channel is a {@link EnvoyAnswer}. */
export const isAnswer = (message: unknown): message is EnvoyAnswer =>
  typeof message === 'object' && message !== null && 'answered' in message;
