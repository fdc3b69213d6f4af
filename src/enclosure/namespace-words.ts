/** Files of `/etc` that decide where a program looks names up: only at the gateway, and not through a daemon outside. */
export const lookupFiles: Readonly<Record<string, string>> = {
  'resolv.conf': 'nameserver 127.0.0.1\noptions timeout:5 attempts:1\n',
  hosts: '127.0.0.1 localhost\n::1 localhost\n',
  'nsswitch.conf': 'hosts: files dns\n',
};

// Every address is one of this machine, so whatever is sent anywhere arrives here.
const setUp = [
  'ip link set lo up',
  'ip route add local 0.0.0.0/0 dev lo',
  'if [ -e /proc/sys/net/ipv6 ]; then ip -6 route add local ::/0 dev lo; fi',
  `for name in ${Object.keys(lookupFiles).join(' ')}; do if [ -e "/etc/$name" ]; then mount --bind "$0/$name" "/etc/$name"; fi; done`,
  'for socket in /run/nscd /var/run/nscd; do if [ -d "$socket" ]; then mount -t tmpfs none "$socket"; fi; done',
];

/** Words that start a program in a network namespace of its own, in which every address is local, as its root and without rights outside. */
export const unshareWords = (folder: string, words: readonly string[]): readonly string[] => [
  'unshare',
  '--user',
  '--map-root-user',
  '--net',
  '--mount',
  'sh',
  '-ec',
  [...setUp, 'exec "$@"'].join('\n'),
  folder,
  ...words,
];

/** Words that start a program in the namespace of a process, in this folder and without the rights of its root. */
export const enterWords = (pid: number, folder: string, words: readonly string[]): readonly string[] => [
  'nsenter',
  '--user',
  '--net',
  '--mount',
  '--preserve-credentials',
  `--target=${String(pid)}`,
  'setpriv',
  '--bounding-set=-all',
  '--inh-caps=-all',
  'sh',
  '-c',
  'cd "$0" && exec "$@"', // a namespace of mounts begins at its root
  folder,
  ...words,
];
