import http from 'node:http';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import { http as handlers, HttpResponse, ws } from 'msw';
import { setupServer } from 'msw/node';

import type { NetworkAnswer, NetworkRecord, NetworkTable } from '../contract/network.ts';
import { openAuthority } from './certificate.ts';
import { openServers, placeKey, type OpenServers, type ServerPlaces } from './open-servers.ts';
import { documentationAddress, readTable } from './read-table.ts';
import { recordSockets } from './recorder.ts';

/** The case's network inside a cell. */
export interface CellNetwork {
  /** PEM text of the authority that has issued the certificates of the table's servers. */
  readonly ca: string;
  /** Replaces the table; forgets which answers were given. Resolves when its servers listen, unless they listen elsewhere already, at these places. */
  mount(table: NetworkTable, elsewhere?: ServerPlaces): Promise<void>;
  /** Where the table's servers listen. */
  readonly places: ServerPlaces;
  /** Addresses of a name by the table; every query is recorded. */
  resolve(name: string): Promise<readonly string[]>;
}

const bodyless = new Set([101, 204, 205, 304]);

const respond = async (answer: NetworkAnswer): Promise<Response> => {
  if (answer.delayMs !== undefined) await wait(answer.delayMs);
  if (answer.redirect !== undefined)
    return new HttpResponse(null, { status: answer.redirect.status, headers: { location: answer.redirect.to } });
  const status = answer.status ?? 200;
  return new HttpResponse(bodyless.has(status) ? null : (answer.body ?? ''), { status, headers: answer.headers ?? {} });
};

type Connect = (this: http.Agent, options: { readonly port?: number | string }, callback?: unknown) => unknown;

/** Interception takes a connection to the number 443 for one of https, and one to its text for what it is; https has an agent of its own. */
const writePortsAsText = (): void => {
  const agent = http.Agent.prototype as unknown as { createConnection: Connect };
  const connect = agent.createConnection;
  agent.createConnection = function (options, callback) {
    return connect.call(this, options.port === 443 ? { ...options, port: '443' } : options, callback);
  };
};

/** Interception says of every name that it is at 127.0.0.1. Whoever keeps to an address policy by what sockets tell of their lookups hears the table's address. */
const tellAddresses = (intercepts: () => boolean, addressesOf: (name: string) => readonly string[]): void => {
  const { emit } = net.Socket.prototype;
  net.Socket.prototype.emit = function (this: net.Socket, event: string | symbol, ...args: readonly unknown[]) {
    const [error, , , host] = args;
    if (event !== 'lookup' || !intercepts() || typeof host !== 'string') return Reflect.apply(emit, this, [event, ...args]) as boolean;
    const address = addressesOf(host)[0] ?? documentationAddress;
    return Reflect.apply(emit, this, [event, error, address, net.isIP(address), host]) as boolean;
  };
};

/**
 * Intercepts all HTTP of this process and answers it by a table, or leads its connections to the table's servers; tells of everything that leaves.
 */
export const mountNetwork = async (tell: (record: NetworkRecord) => void): Promise<CellNetwork> => {
  let table: NetworkTable = {};
  let reader = readTable(table);
  let servers: OpenServers | undefined;
  let places: ServerPlaces = {};
  const authority = openAuthority();

  const addressesOf = (name: string): readonly string[] => reader.addressesOf(name);

  writePortsAsText();
  await recordSockets(tell, {
    get open() {
      return table.servers !== undefined;
    },
    serverAt: (address, port) => places[placeKey(address, port)],
    addressesOf,
  });

  const interception = setupServer(
    handlers.all('*', async ({ request }) => {
      const body = await request.clone().text();
      const answer = reader.answerTo(request.method, request.url);
      const headers = Object.fromEntries(request.headers.entries());
      tell({ kind: 'request', method: request.method, url: request.url, headers, body, inTable: answer !== undefined });
      return answer === undefined ? HttpResponse.error() : respond(answer);
    }),
    ws.link(/./).addEventListener('connection', ({ client }) => {
      tell({ kind: 'connect', target: client.url.href });
      client.close();
    }),
  );
  let intercepts = false;
  tellAddresses(() => intercepts, addressesOf);
  const intercept = (wanted: boolean): void => {
    if (wanted === intercepts) return;
    intercepts = wanted;
    if (wanted) interception.listen({ onUnhandledFrame: 'error' });
    else interception.close();
  };
  intercept(true);

  return {
    ca: authority.certificate,
    get places() {
      return places;
    },
    mount: async (replacement, elsewhere) => {
      const before = servers;
      table = replacement;
      reader = readTable(replacement);
      servers = undefined;
      places = elsewhere ?? {};
      intercept(table.servers === undefined);
      await before?.[Symbol.asyncDispose]();
      if (table.servers === undefined || elsewhere !== undefined) return;
      servers = await openServers(table.servers, { authority, tell, addressesOf });
      places = servers.places;
    },
    resolve: async (name) => {
      tell({ kind: 'dns', name });
      return addressesOf(name);
    },
  };
};
