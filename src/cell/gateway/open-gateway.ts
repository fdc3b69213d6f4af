import { once } from 'node:events';
import { createServer, isIPv4, type Server, type Socket } from 'node:net';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';

import type { NetworkRecord, NetworkTable } from '../../contract/network.ts';
import { openAuthority } from '../certificate.ts';
import { openServers, type OpenServers } from '../open-servers.ts';
import { readTable } from '../read-table.ts';
import { watchAttempts } from './attempts.ts';
import type { Gateway } from './gateway.ts';
import { openNameServer, type AnswerNames } from './name-server.ts';
import { portsOf, reachable } from './table-places.ts';
import { takeRequests } from './take-requests.ts';

/** Ports that are always open, so that a record names the address; what goes to others is known by the namespace's counters. */
const usualPorts = [22, 25, 53, 80, 443, 3128, 8080, 8443];

/** ms that a connection has for its first request before it is told as one without. */
const patience = 50;

// One socket serves both families, and shows IPv4 as addresses of IPv6.
const plain = (address: string): string => (address.startsWith('::ffff:') && isIPv4(address.slice(7)) ? address.slice(7) : address);

/**
 * Serves a table at every address of this process's network namespace in which every address is local. Only what this process's namespace sends arrives: elsewhere than in one of its own
 * it would be the machine's network.
 */
export const openGateway = async (tell: (record: NetworkRecord) => void): Promise<Gateway> => {
  const authority = openAuthority();
  let table: NetworkTable = {};
  let reader = readTable(table);
  let servers: OpenServers | undefined;
  const listeners = new Map<number, Server>();
  const sockets = new Set<Socket>();
  /** Connections of which nothing was told yet, each with how to tell of it. */
  const untold = new Map<Socket, () => void>();
  /** Connections of a table that was replaced meanwhile: nothing of them is told any more. */
  const dropped = new WeakSet<Socket>();
  const told = new Map<string, number>();
  const asked = new Map<string, number>();

  // A resolver asks for both families at the same time: that is one lookup.
  const tellName = (name: string, family: 4 | 6 | undefined): void => {
    const key = `${String(family ?? 'other')} ${name}`;
    const turns = (asked.get(key) ?? 0) + 1;
    asked.set(key, turns);
    if (turns <= (told.get(name) ?? 0)) return;
    told.set(name, turns);
    tell({ kind: 'dns', name });
  };

  const answerNames: AnswerNames = ({ name, family }) => {
    tellName(name, family);
    const listed = table.dns !== undefined && Object.hasOwn(table.dns, name) ? table.dns[name] : undefined;
    return { addresses: family === undefined ? [] : reader.addressesOf(name, family), exists: listed === undefined || listed.length > 0 };
  };

  const requests = takeRequests({ authority, tell, answerTo: (method, url) => reader.answerTo(method, url) });

  const take = (socket: Socket): void => {
    const address = plain(socket.localAddress ?? '');
    const port = socket.localPort ?? 0;
    const target = `${address}:${String(port)}`;
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (servers !== undefined) {
      const server = servers.at(address, port);
      tell({ kind: 'connect', target, ...(server === undefined ? {} : { server: server.name }) });
      socket.once('close', () => sockets.delete(socket));
      if (server === undefined || server.refuses) socket.resetAndDestroy();
      else {
        server.take(socket);
        socket.resume();
      }
      return;
    }
    const server = reachable(table, reader, address, port);
    const tellConnection = (): void => {
      if (untold.delete(socket)) tell({ kind: 'connect', target, ...(server === undefined ? {} : { server }) });
    };
    untold.set(socket, tellConnection);
    socket.once('close', () => {
      sockets.delete(socket);
      tellConnection();
    });
    requests.take(socket, address, port, (over) => {
      if (over) untold.delete(socket);
      else untold.set(socket, tellConnection);
      return !dropped.has(socket);
    });
  };

  const listen = async (port: number): Promise<void> => {
    if (listeners.has(port)) return;
    const server = createServer({ pauseOnConnect: true }, take);
    listeners.set(port, server);
    server.listen(port, '::');
    await once(server, 'listening').catch((cause: unknown) => {
      listeners.delete(port);
      if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause; // the process inside listens there: it talks to itself
    });
  };

  const names = await openNameServer(answerNames, () => tell({ kind: 'connect', target: 'udp port 53, with what is no query' }));
  await Promise.all(usualPorts.map(listen));
  const attempts = watchAttempts();

  return {
    ca: authority.certificate,
    mount: async (replacement) => {
      for (const socket of sockets) {
        dropped.add(socket);
        socket.destroy();
      }
      untold.clear();
      const before = servers;
      servers = undefined;
      await before?.[Symbol.asyncDispose]();
      table = replacement;
      reader = readTable(table);
      told.clear();
      asked.clear();
      if (table.servers !== undefined)
        servers = await openServers(table.servers, { authority, tell, addressesOf: (name) => reader.addressesOf(name) });
      await Promise.all(portsOf(table).map(listen));
      attempts();
    },
    settle: async () => {
      await turn();
      await turn();
      for (const until = performance.now() + patience; untold.size > 0 && performance.now() < until;) await wait(2);
      for (const tellConnection of untold.values()) tellConnection();
      for (const target of attempts()) tell({ kind: 'connect', target });
    },
    [Symbol.asyncDispose]: async () => {
      names.close();
      for (const server of listeners.values()) server.close();
      for (const socket of sockets) socket.destroy();
      await servers?.[Symbol.asyncDispose]();
    },
  };
};
