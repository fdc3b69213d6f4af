import { existsSync, readFileSync } from 'node:fs';

/** What a network namespace counts of attempts that no listener sees: name to the sentence that a record says of it. */
const counters = {
  'Tcp.AttemptFails': 'a TCP port on which nobody listens',
  'Udp.NoPorts': 'a UDP port on which nobody listens',
  Udp6NoPorts: 'a UDP port on which nobody listens',
  'Icmp.OutEchos': 'an ICMP echo',
  Icmp6OutEchos: 'an ICMP echo',
  'IpExt.OutMcastPkts': 'a multicast address',
  Ip6OutMcastPkts: 'a multicast address',
  'IpExt.OutBcastPkts': 'a broadcast address',
} as const satisfies Readonly<Record<string, string>>;

type Counts = ReadonlyMap<string, number>;

// `/proc/net/snmp` and `netstat`: two lines a protocol, one with names and one with values; `snmp6`: a name and a value a line.
const read = (): Counts => {
  const counts = new Map<string, number>();
  for (const file of ['/proc/net/snmp', '/proc/net/netstat']) {
    const lines = readFileSync(file, 'utf8').split('\n');
    for (let at = 0; at + 1 < lines.length; at += 2) {
      const [protocol = '', ...names] = (lines[at] ?? '').split(' ');
      const values = (lines[at + 1] ?? '').split(' ').slice(1);
      for (const [index, name] of names.entries()) counts.set(`${protocol.slice(0, -1)}.${name}`, Number(values[index]));
    }
  }
  const six = '/proc/net/snmp6';
  for (const line of existsSync(six) ? readFileSync(six, 'utf8').split('\n') : []) {
    const [name = '', value] = line.split(/\s+/);
    counts.set(name, Number(value));
  }
  return counts;
};

/** Returns a function that tells, in one sentence each, of the attempts since it was called last, by the counters of this process's network namespace. */
export const watchAttempts = (): (() => readonly string[]) => {
  let before = read();
  return () => {
    const now = read();
    const found = Object.entries(counters).flatMap(([name, says]) => {
      const more = (now.get(name) ?? 0) - (before.get(name) ?? 0);
      return more > 0 ? [more === 1 ? says : `${says} (${String(more)} times)`] : [];
    });
    before = now;
    return found;
  };
};
