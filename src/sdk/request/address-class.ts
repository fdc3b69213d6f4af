import ipaddr from 'ipaddr.js';

/** How far an address lies from the public internet; a later word needs more to be reached. */
export type AddressClass = 'public' | 'internal' | 'guarded';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = readonly [Address, number];

const ranges = (...texts: readonly string[]): readonly Range[] => texts.map((text) => ipaddr.parseCIDR(text));

// IANA IPv4 Special-Purpose Address Registry. The documentation ranges of RFC 5737 stay public: nothing answers there, and tests resolve to them.
const internal4 = ranges(
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
);
// Only 2000::/3 is global unicast (IANA IPv6 Address Space); inside it, 2001::/23 (Teredo, ORCHID, benchmarking) and 2002::/16 (6to4) are not.
const global6 = ranges('2000::/3');
const internal6 = ranges('2001::/23', '2002::/16');

// Link-local, and what the clouds serve credentials from elsewhere: Alibaba, Azure, Oracle; AWS, Google, Oracle, Linode and Scaleway over IPv6.
const guarded4 = ranges('169.254.0.0/16', '100.100.100.200/32', '168.63.129.16/32', '192.0.0.192/32');
const guarded6 = ranges(
  'fe80::/10',
  'fd00:ec2::254/128',
  'fd20:ce::254/128',
  'fd00:c1::a9fe:a9fe/128',
  'fd00:a9fe:a9fe::1/128',
  'fd00:42::42/128',
);

// Where an IPv6 address carries an IPv4 one: the bit at which it starts. Compatible, mapped, translated (RFC 2765), NAT64 twice, 6to4.
const embedding: readonly (readonly [Range, number])[] = [
  [ipaddr.parseCIDR('::/96'), 96],
  [ipaddr.parseCIDR('::ffff:0:0/96'), 96],
  [ipaddr.parseCIDR('::ffff:0:0:0/96'), 96],
  [ipaddr.parseCIDR('64:ff9b::/96'), 96],
  [ipaddr.parseCIDR('64:ff9b:1::/48'), 96],
  [ipaddr.parseCIDR('2002::/16'), 16],
];

const isIn = (address: Address, list: readonly Range[]): boolean =>
  list.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));

const isGuarded = (address: Address): boolean => {
  if (address.kind() === 'ipv4') return isIn(address, guarded4);
  if (isIn(address, guarded6)) return true;
  const bytes = address.toByteArray();
  return embedding.some(([range, bit]) => isIn(address, [range]) && isIn(new ipaddr.IPv4(bytes.slice(bit / 8, bit / 8 + 4)), guarded4));
};

const isPublic = (address: Address): boolean =>
  address.kind() === 'ipv4' ? !isIn(address, internal4) : isIn(address, global6) && !isIn(address, internal6);

/**
 * Returns the class of an IPv4 or IPv6 address as text, without brackets: `guarded` for link-local and metadata addresses, also inside an IPv6 address,
 * `internal` for every other one that the public internet does not route to, all that embed an IPv4 address among them, else `public` (REQ-13).
 * What is no address is `guarded`.
 */
export const addressClass = (text: string): AddressClass => {
  if (!ipaddr.isValid(text)) return 'guarded';
  const address = ipaddr.parse(text);
  if (isGuarded(address)) return 'guarded';
  return isPublic(address) ? 'public' : 'internal';
};
