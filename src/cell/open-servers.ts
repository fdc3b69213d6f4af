import type { NetworkRecord, NetworkServer } from '../contract/network.ts';
import type { Authority } from './certificate.ts';
import { openServer, type OpenServer, type ServerGround } from './open-server.ts';

/** A server of the table: its name there, the port of 127.0.0.1 on which it listens, and whether it refuses whoever comes. */
export interface ServerPlace {
  readonly name: string;
  readonly port: number;
  readonly refuses: boolean;
}

/** Every listening server by the address and port of the table that lead to it. */
export type ServerPlaces = Readonly<Record<string, ServerPlace>>;

/** The listening servers of a table. Disposing ends them. */
export interface OpenServers extends AsyncDisposable {
  readonly places: ServerPlaces;
  /** The server at an address of the table. */
  at(address: string, port: number): ServerAt | undefined;
}

/** A server of the table by one of its addresses. */
export interface ServerAt extends ServerPlace, Pick<OpenServer, 'take'> {}

/** What servers need besides their own data. */
export interface ServersGround {
  readonly authority: Authority;
  tell(record: NetworkRecord): void;
  addressesOf(name: string): readonly string[];
}

/** Returns the key under which {@link ServerPlaces} have an address. */
export const placeKey = (address: string, port: number): string => `${address.includes(':') ? `[${address}]` : address}:${String(port)}`;

/** Opens the servers of a table. */
export const openServers = async (
  given: Readonly<Record<string, NetworkServer>>,
  { authority, tell, addressesOf }: ServersGround,
): Promise<OpenServers> => {
  const byAddress = new Map<string, ServerAt>();
  const at = (address: string, port: number): ServerAt | undefined => byAddress.get(placeKey(address, port));
  // a proxy resolves names itself
  const serverAt: ServerGround['serverAt'] = (host, port) => at(host, port) ?? at(addressesOf(host)[0] ?? '', port);
  const opened: OpenServer[] = [];
  for (const [name, server] of Object.entries(given)) {
    const one = await openServer(name, server, { authority, tell, serverAt });
    opened.push(one);
    for (const place of server.at) byAddress.set(place, { ...one, name, refuses: server.refuses === true });
  }
  return {
    places: Object.fromEntries([...byAddress].map(([place, { name, port, refuses }]) => [place, { name, port, refuses }])),
    at,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(opened.map((one) => one[Symbol.asyncDispose]()));
    },
  };
};
