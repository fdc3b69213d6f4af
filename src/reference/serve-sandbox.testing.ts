import { createServer, type RequestListener } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

import type { Sandbox } from './create-sandbox.ts';
import { load } from './load-extension.testing.ts';
import type { ReferenceRuntime } from './reference-runtime.ts';

const source = `
import { log, sleep } from 'directus:api';
export default (router) => {
  const echo = (request) => ({ status: 200, body: request });
  for (const method of ['get', 'post', 'put', 'patch', 'delete']) router[method]('/echo', echo);
  router.post('/echo/:id', echo);
  router.get('/', (request) => ({ status: 200, body: 'root ' + request.url }));
  router.get('/text', () => ({ status: 200, body: '<script>alert(1)</script>' }));
  router.get('/own-404', () => ({ status: 404, body: { mine: true } }));
  router.get('/empty', () => ({ status: 204, body: 'nothing' }));
  router.get('/splits', () => ({ status: 200, body: 'a\\r\\nset-cookie: a=b\\r\\n\\r\\nb', headers: { 'set-cookie': 'a=b', 'content-type': 'text/html' }, type: 'text/html\\r\\nx: y' }));
  router.get('/throws', () => { throw new Error('secret'); });
  router.get('/odd', () => ({ status: 200, body: undefined }));
  router.get('/spins', () => { for (;;); });
  router.get('/slow', async () => { log('started'); await sleep(300); log('finished'); return { status: 200, body: 'late' }; });
};`;

/** Loads an extension with routes for whatever a bridge may get wrong. */
export const endpoints = (runtime: ReferenceRuntime): Promise<Sandbox> => load(runtime, source, { type: 'endpoint' }, { cpuMs: 200 });

/** A loopback server; disposing closes it and its connections. */
export interface LoopbackServer extends AsyncDisposable {
  readonly port: number;
  readonly origin: string;
}

/** Listens with this listener on a free port of loopback. */
export const listen = async (listener: RequestListener): Promise<LoopbackServer> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** Sends these bytes and returns all that comes back until the server closes the connection. */
export const sendRaw = ({ port }: LoopbackServer, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let got = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('latin1').on('data', (chunk: string) => (got += chunk));
    socket.on('close', () => resolve(got)).on('error', reject);
  });
