import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';

import type { NetworkRecord } from '../../contract/network.ts';
import { openAuthority } from '../certificate.ts';
import { readTable } from '../read-table.ts';
import type { Gateway } from './gateway.ts';
import { takeRequests } from './take-requests.ts';

/** Serves the answers of a table as an HTTP proxy on loopback: whoever does not use it is not seen. The servers of a table are not reached. */
export const openProxy = async (tell: (record: NetworkRecord) => void): Promise<Gateway> => {
  const authority = openAuthority();
  let reader = readTable({});
  const sockets = new Set<Socket>();
  const dropped = new WeakSet<Socket>();

  const take = (socket: Socket, host: string, port: number, isTunnel: boolean): void => {
    let asked = false;
    requests.take(socket, host, port, () => {
      asked = true;
      return !dropped.has(socket);
    });
    socket.once('close', () => {
      if (isTunnel && !asked && !dropped.has(socket)) tell({ kind: 'connect', target: `${host}:${String(port)}` });
    });
  };

  const requests = takeRequests({
    authority,
    tell,
    answerTo: (method, url) => reader.answerTo(method, url),
    onTunnel: (socket, host, port) => take(socket, host, port, true),
  });

  const server = createServer({ pauseOnConnect: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    take(socket, '127.0.0.1', 0, false);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const drop = (): void => {
    for (const socket of sockets) {
      dropped.add(socket);
      socket.destroy();
    }
  };
  return {
    ca: authority.certificate,
    proxy: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    mount: async (table) => {
      drop();
      reader = readTable(table);
    },
    settle: async () => {
      await turn();
      await turn();
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      drop();
    },
  };
};
