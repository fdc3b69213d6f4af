import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';

/** A server on the loopback address. Disposing closes it and its connections. */
export interface Server extends AsyncDisposable {
  readonly port: number;
}

/** Serves a plain Express route that answers with the JSON that it got. */
export const serveExpress = async (): Promise<Server> => {
  const app = express();
  app.use(express.json());
  app.post('/echo', (request, response) => {
    response.json(request.body);
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
