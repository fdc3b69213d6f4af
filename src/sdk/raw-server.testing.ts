import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP server on a port of its own. */
export interface RawServer extends AsyncDisposable {
  readonly origin: string;
  readonly port: number;
  /** What each connection sent, byte for byte as Latin-1 text. */
  readonly received: readonly string[];
  /** Connections that are open. */
  readonly open: number;
}

/** Opens a server on 127.0.0.1 that says what it is told to say once a connection sent a header section. */
export const openRawServer = async (speak: (socket: Socket, head: string) => void): Promise<RawServer> => {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const at = received.push('') - 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      const before = received[at] ?? '';
      const now = before + bytes.toString('latin1');
      received[at] = now;
      if (now.includes('\r\n\r\n') && !before.includes('\r\n\r\n')) speak(socket, now);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    port,
    received,
    get open() {
      return sockets.size;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};
