import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRuntime } from '../../../src/reference/create-runtime.ts';
import { folderOf } from './extensions.ts';
import type { Server } from './serve-express.ts';

const toWeb = async (request: IncomingMessage): Promise<Request> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return new Request(`http://127.0.0.1${request.url ?? '/'}`, {
    method: request.method ?? 'GET',
    headers: { 'content-type': request.headers['content-type'] ?? '' },
    body: Uint8Array.from(Buffer.concat(chunks)),
  });
};

const fromWeb = async (answered: Response, response: ServerResponse): Promise<void> => {
  const body = new Uint8Array(await answered.arrayBuffer());
  response.writeHead(answered.status, Object.fromEntries(answered.headers)).end(body);
};

/** Serves the echoing endpoint through `sandbox.handle`. This plain server stands in for the package's own handler for Node until that is there. */
export const serveSandbox = async (): Promise<Server> => {
  const runtime = createRuntime({ spares: 0 });
  const sandbox = await runtime.load(folderOf('echo-endpoint'));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> =>
    fromWeb(await sandbox.handle(await toWeb(request)), response);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))));
  }).listen(0, '127.0.0.1');
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
