import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { isIP, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import type { Registration } from '../guest/records.ts';
import { createRuntime } from '../reference/create-runtime.ts';
import type { Sandbox } from '../reference/create-sandbox.ts';
import { failureResponse } from '../reference/failure-response.ts';
import { nodeHandler } from '../reference/node-handler.ts';
import { sendResponse } from '../reference/send-response.ts';
import { SandproofError } from '../harness/suite-error.ts';
import type { ServeNote } from './serve-note.ts';
import { tryCall, tryPaths } from './try-call.ts';
import { watchExtension } from './watch-extension.ts';

/** What is served where. */
export interface ServeOptions {
  readonly folder: string;
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Load the extension again when its files change. */
  readonly watch: boolean;
  readonly say: (note: ServeNote) => void;
}

/** A server that answers with one extension. */
export interface Serving {
  /**
   * Takes nothing more; what is in flight has `graceMs` of wall time, and is answered with 503 then.
   * Resolves when the runtime and all its processes are gone.
   */
  close(graceMs: number): Promise<void>;
}

/* A page of another site that points a name of its own at this machine has that name here. */
const isOwnName = (header: string | undefined, host: string): boolean => {
  const url = `http://${header ?? ''}`;
  const name = URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '';
  return name === 'localhost' || name === host || isIP(name) !== 0;
};

const listen = async (listener: RequestListener, host: string, port: number) => {
  const server = createServer(listener);
  try {
    await new Promise<void>((resolve, reject) => void server.once('error', reject).listen(port, host, resolve));
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 'it is in use; choose another, or 0 for any' : String(cause);
    throw new SandproofError('BAD_FLAG', `serve: expected a port to listen on at ${host}, got ${port}: ${why}`, { cause });
  }
  return server;
};

const noteOf = (url: string, name: string, one: Registration): ServeNote => {
  if ('endpoint' in one) {
    const { method, path } = one.endpoint;
    return { type: 'route', method, url: `${url}/${name}${path.startsWith('/') ? '' : '/'}${path}` };
  }
  if ('operation' in one)
    return { type: 'operation', id: one.operation, url: url + tryPaths.operation + encodeURIComponent(one.operation) };
  return 'filter' in one
    ? { type: 'filter', event: one.filter, url: url + tryPaths.filter + encodeURIComponent(one.filter) }
    : { type: 'action', event: one.action, url: url + tryPaths.action + encodeURIComponent(one.action) };
};

/* An event with several handlers is one door. */
const notesOf = (url: string, { name, registrations }: Sandbox): readonly ServeNote[] => [
  ...new Map(registrations.map((one) => [JSON.stringify(one), noteOf(url, name, one)])).values(),
];

/**
 * Loads an extension and answers with its endpoints below `/<package name>`.
 * @throws {LoadError} when the extension is refused. @throws {SandproofError} `BAD_FLAG` when there is no extension or the port cannot be had.
 */
export const serveExtension = async ({ folder, host, port, watch, say }: ServeOptions): Promise<Serving> => {
  await using started = new AsyncDisposableStack();
  const runtime = started.use(createRuntime({ spares: watch ? 1 : 0, logger: (_, text) => say({ type: 'log', text }), onEvent: say }));
  const inFlight = new Map<ServerResponse, { readonly request: IncomingMessage; readonly method: string; readonly path: string }>();
  let sandbox: Sandbox | undefined;
  let closing = false;

  const load = async (): Promise<void> => {
    const from = performance.now();
    sandbox = await runtime.load(folder);
    say({ type: 'loaded', extension: sandbox.name, ms: performance.now() - from });
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '/';
    if (closing || sandbox === undefined)
      return sendResponse(
        request,
        response,
        failureResponse(503, 'NOT_READY', closing ? 'Shutting down' : 'The extension could not be loaded'),
      );
    if (!isOwnName(request.headers.host, host))
      return sendResponse(request, response, failureResponse(403, 'HOST_REFUSED', 'Expected a Host that is an address or localhost'));
    const mount = `/${sandbox.name}`;
    if (path === mount || /^[/?]/.test(path.startsWith(mount) ? path.slice(mount.length) : '')) {
      request.url = path.slice(mount.length).replace(/^(?=\?|$)/, '/');
      return nodeHandler(sandbox)(request, response);
    }
    if (Object.values(tryPaths).some((prefix) => path.startsWith(prefix)))
      return sendResponse(request, response, await tryCall(sandbox, request, path));
    return sendResponse(request, response, failureResponse(404, 'ROUTE_NOT_FOUND', `The extension is mounted at ${mount}/`));
  };

  await load();
  const server = await listen(
    (request, response) => {
      const from = performance.now();
      const { method = '', url: path = '' } = request;
      inFlight.set(response, { request, method, path });
      response.once('close', () => {
        inFlight.delete(response);
        const status = response.writableFinished ? response.statusCode : null;
        say({ type: 'request', method, path, status, ms: performance.now() - from });
      });
      answer(request, response).catch((cause: unknown) => {
        if (!response.destroyed) sendResponse(request, response, failureResponse(500, 'REQUEST_FAILED', String(cause)));
      });
    },
    host,
    port,
  );
  started.defer(() => void server.close());
  const url = `http://${isIP(host) === 6 ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
  const announce = (): void => {
    if (sandbox !== undefined) for (const note of notesOf(url, sandbox)) say(note);
  };
  const reload = async (): Promise<void> => {
    await sandbox?.dispose();
    sandbox = undefined;
    try {
      await load();
      announce();
    } catch (cause) {
      say({ type: 'refused', message: cause instanceof Error ? cause.message : String(cause) });
    }
  };
  let reloads = Promise.resolve();
  if (watch)
    started.use(
      await watchExtension(folder, () => {
        reloads = reloads.then(reload);
      }),
    );
  announce();
  say({ type: 'listening', url }); // from here on no change goes unseen

  const held = started.move();
  return {
    async close(graceMs) {
      closing = true;
      const closed = new Promise((resolve) => server.close(resolve));
      say({ type: 'closing', inFlight: inFlight.size, graceMs });
      for (const response of inFlight.keys()) if (!response.headersSent) response.setHeader('connection', 'close');
      const grace = new AbortController();
      await Promise.race([closed, wait(graceMs, undefined, { signal: grace.signal }).catch(() => undefined)]);
      grace.abort();
      for (const [response, { request, method, path }] of inFlight) {
        say({ type: 'cut', method, path });
        sendResponse(request, response, failureResponse(503, 'SHUTTING_DOWN', 'The call was cut: the server is shutting down'));
      }
      await reloads;
      await held.disposeAsync();
      server.closeAllConnections();
      await closed;
    },
  };
};
