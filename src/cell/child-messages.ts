import type { NetworkRecord, NetworkTable } from '../contract/network.ts';
import type { ServerPlaces } from './open-servers.ts';

/** What a cell sends to a process of its runtime. */
export interface MountMessage {
  readonly sandproof: 'mount';
  readonly turn: number;
  readonly table: NetworkTable;
  /** Where the table's servers listen: they are the cell's. */
  readonly places: ServerPlaces;
}

/** What such a process sends to its cell: the network of this turn is in place, or something has left. */
export type ChildMessage =
  { readonly sandproof: 'mounted'; readonly turn: number } | { readonly sandproof: 'left'; readonly record: NetworkRecord };

const kindOf = (message: unknown): unknown =>
  typeof message === 'object' && message !== null && 'sandproof' in message ? message.sandproof : undefined;

/** Whether a message of an IPC channel is a {@link MountMessage}. */
export const isMount = (message: unknown): message is MountMessage => kindOf(message) === 'mount';

/** Whether a message of an IPC channel is a {@link ChildMessage}. */
export const isOfChild = (message: unknown): message is ChildMessage => kindOf(message) === 'mounted' || kindOf(message) === 'left';
