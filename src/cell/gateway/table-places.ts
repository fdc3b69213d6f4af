import { isIP } from 'node:net';

import type { NetworkTable } from '../../contract/network.ts';
import type { TableReader } from '../read-table.ts';

interface Place {
  readonly host: string;
  readonly port: number;
}

const placeOf = (key: string): Place | undefined => {
  const url = URL.parse(key.slice(key.indexOf(' ') + 1));
  if (url === null) return undefined;
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return { host: url.hostname.replaceAll(/[[\]]/g, ''), port };
};

const placesOf = ({ answers = {} }: NetworkTable): readonly Place[] => Object.keys(answers).flatMap((key) => placeOf(key) ?? []);

const redirectsOf = ({ answers = {} }: NetworkTable): readonly string[] =>
  Object.values(answers)
    .flat()
    .flatMap(({ redirect }) => (redirect === undefined ? [] : [redirect.to]));

/** Ports that the URLs and servers of a table name, those that its answers redirect to among them. */
export const portsOf = (table: NetworkTable): readonly number[] => {
  const ofServers = Object.values(table.servers ?? {}).flatMap(({ at }) =>
    at.map((place) => Number(place.slice(place.lastIndexOf(':') + 1))),
  );
  const ofRedirects = redirectsOf(table).flatMap((to) => placeOf(to)?.port ?? []);
  return [...new Set([...placesOf(table).map(({ port }) => port), ...ofServers, ...ofRedirects])].filter((port) => port > 0);
};

/** The host of a table's URL that an address and port may stand for; undefined when none may. */
export const reachable = (table: NetworkTable, reader: TableReader, address: string, port: number): string | undefined =>
  placesOf(table).find(({ host, port: wanted }) => {
    if (wanted !== port) return false;
    if (isIP(host) !== 0) return host === address;
    const listed = table.dns?.[host];
    return listed === undefined ? reader.addressesOf(host).includes(address) : listed.flat().includes(address);
  })?.host;
