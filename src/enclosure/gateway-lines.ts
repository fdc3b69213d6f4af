import type { NetworkRecord, NetworkTable } from '../contract/network.ts';

/** What a gateway is told, one JSON text a line: to mount a table, or to tell of everything that left until now. Answered by the same `done`. */
export interface ToGateway {
  readonly done: number;
  readonly mount?: NetworkTable;
}

/** What a gateway tells, one JSON text a line. `ready` is the PEM text of its authority, `proxy` the URL at which it is one. */
export type FromGateway =
  { readonly ready: string; readonly proxy?: string } | { readonly record: NetworkRecord } | { readonly done: number };
