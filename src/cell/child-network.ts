/**
 * For `--import` in a Node process that a runtime starts: the case's network stands in that process, and the cell hears over the IPC channel what leaves it.
 * Nothing here or in what it imports is newer than Node 22.18, which reads TypeScript as it is.
 */
import { Socket } from 'node:net';

import { isMount, type ChildMessage } from './child-messages.ts';
import { mountNetwork } from './network.ts';

const tell = (message: ChildMessage): void => void process.send?.(message);

// Whoever writes down an error of a client with all its fields comes to its socket, and the handle of an intercepted TLS socket that is closed throws when it is read.
Object.defineProperty(Socket.prototype, 'toJSON', { value: () => ({}), configurable: true, writable: true });

const network = await mountNetwork((record) => tell({ sandproof: 'left', record }));
process.on('message', (message: unknown) => {
  if (!isMount(message)) return;
  const { turn, table, places } = message;
  void network.mount(table, places).then(() => tell({ sandproof: 'mounted', turn }));
});
