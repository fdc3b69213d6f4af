import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where a secret of a cell's host is, or what is behind it. */
type TripName = 'variable' | 'file' | 'descriptor' | 'socket';

/** Where the secrets are, for cases that look for them: tokens of a case's input stand for these texts. */
type TripPlaces = Readonly<Record<'tripVariable' | 'tripFile' | 'tripFolder' | 'tripDescriptor' | 'tripPort', string>>;

/** Secrets of one cell that no extension may find, drawn afresh. Disposing removes the file and closes the socket. */
export interface Tripwires extends AsyncDisposable {
  readonly places: TripPlaces;
  readonly secrets: Readonly<Record<TripName, string>>;
  /** What to put into the cell's environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Number of an open descriptor, which the cell is to inherit as its first after those of the standard streams. */
  readonly descriptor: number;
  /** Closes this process's own copy of the descriptor, once the cell has its. */
  handedOver(): Promise<void>;
  /** Connections to the socket so far. */
  readonly connections: number;
}

/** The number under which a cell inherits the descriptor. */
const inheritedAs = 3;

/** Lays the tripwires of one cell: a file and a descriptor in a folder inside `scratch`, a variable, and a socket on loopback. */
export const layTripwires = async (scratch: string = tmpdir()): Promise<Tripwires> => {
  const secret = (name: TripName): string => `${name}-${randomBytes(16).toString('hex')}`;
  const secrets = { variable: secret('variable'), file: secret('file'), descriptor: secret('descriptor'), socket: secret('socket') };
  const folder = await mkdtemp(join(scratch, 'sandproof-trip-'));
  const file = join(folder, `${randomBytes(8).toString('hex')}.txt`);
  await writeFile(file, secrets.file);
  const nameless = join(folder, 'descriptor');
  await writeFile(nameless, secrets.descriptor);
  const handle = await open(nameless, 'r');
  await rm(nameless); // from here on the descriptor is the only way to it
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => socket.destroy());
    socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${secrets.socket.length}\r\nconnection: close\r\n\r\n${secrets.socket}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  const variable = `SANDPROOF_TRIP_${randomBytes(8).toString('hex').toUpperCase()}`;
  let held = true;
  const close = async (): Promise<void> => {
    if (held) await handle.close();
    held = false;
  };
  return {
    places: {
      tripVariable: variable,
      tripFile: file,
      tripFolder: folder,
      tripDescriptor: String(inheritedAs),
      tripPort: String((server.address() as AddressInfo).port),
    },
    secrets,
    environment: { [variable]: secrets.variable },
    descriptor: handle.fd,
    handedOver: close,
    get connections() {
      return connections;
    },
    async [Symbol.asyncDispose]() {
      await close();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
