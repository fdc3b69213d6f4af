import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRuntime } from '../../../src/reference/create-runtime.ts';
import { nodeHandler } from '../../../src/reference/node-handler.ts';
import { folderOf } from './extensions.ts';
import type { Server } from './serve-express.ts';

/** Serves the echoing endpoint through the package's handler for Node, which `sandproof serve` answers with. */
export const serveSandbox = async (): Promise<Server> => {
  const runtime = createRuntime({ spares: 0 });
  const server = createServer(nodeHandler(await runtime.load(folderOf('echo-endpoint')))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await runtime.dispose();
    },
  };
};
