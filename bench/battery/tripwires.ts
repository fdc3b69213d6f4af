import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the secrets of a run are; the programs are told, so that guessing is no part of the attack. */
export interface TripPlaces {
  readonly file: string;
  /** Name of the host's environment variable. */
  readonly variable: string;
  readonly port: number;
  readonly origin: string;
}

/** What must never turn up. */
export interface TripSecrets {
  readonly inFile: string;
  readonly inVariable: string;
  readonly behindPort: string;
}

/** Secrets of one run in a file, an environment variable and behind a port. Disposing removes file and port. */
export interface Tripwires extends AsyncDisposable {
  readonly places: TripPlaces;
  readonly secrets: TripSecrets;
  /** Connections to the port so far. */
  readonly connections: number;
}

/** Lays them out afresh. */
export const layTripwires = async (): Promise<Tripwires> => {
  const secret = (name: string): string => `${name}-${randomBytes(16).toString('hex')}`;
  const secrets: TripSecrets = { inFile: secret('file'), inVariable: secret('variable'), behindPort: secret('port') };
  const folder = await mkdtemp(join(tmpdir(), 'sandproof-trip-'));
  const file = join(folder, `${randomBytes(8).toString('hex')}.txt`);
  await writeFile(file, secrets.inFile, { mode: 0o600 });
  let connections = 0;
  const server = createServer((_, response) => response.end(secrets.behindPort)).listen(0, '127.0.0.1');
  server.on('connection', () => (connections += 1));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    places: { file, variable: `SANDPROOF_TRIP_${randomBytes(8).toString('hex').toUpperCase()}`, port, origin: `http://127.0.0.1:${port}/` },
    secrets,
    get connections() {
      return connections;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await rm(folder, { recursive: true });
    },
  };
};
