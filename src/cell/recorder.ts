import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';

/** Tells of everything that leaves this process below HTTP interception. */
export type Recorder = (
  record: { readonly kind: 'dns'; readonly name: string } | { readonly kind: 'connect'; readonly target: string },
) => void;

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

const before = (owner: object, name: string, tell: (args: readonly unknown[]) => void): void => {
  const methods = owner as Record<string, AnyFunction | undefined>;
  const original = methods[name];
  if (original === undefined) return;
  methods[name] = function (...args) {
    tell(args);
    return original.apply(this, args);
  };
};

const handlePrototype = (listener: net.Server): object => {
  const handle = (listener as unknown as { _handle: object | null })._handle;
  if (handle === null) throw new Error('this Node does not show the handle of a listening server; connections cannot be recorded');
  return Object.getPrototypeOf(handle) as object;
};

/**
 * Records every DNS query and every connection that this process really starts, on the level of the socket handles, from now on.
 * Connections that interception answers never reach a handle and are not recorded. Resolves when it is in place.
 */
export const recordSockets = async (tell: Recorder): Promise<void> => {
  const listener = net.createServer();
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(0, '127.0.0.1', resolve);
  });
  const tcp = handlePrototype(listener);
  await new Promise((resolve) => listener.close(resolve));
  const connect = (args: readonly unknown[]): void => tell({ kind: 'connect', target: `${String(args[1])}:${String(args[2])}` });
  before(tcp, 'connect', connect);
  before(tcp, 'connect6', connect);
  before(dgram.Socket.prototype, 'send', (args) => tell({ kind: 'connect', target: `udp ${args.slice(1).map(String).join(' ')}` }));
  const query = (args: readonly unknown[]): void => tell({ kind: 'dns', name: String(args[0]) });
  for (const owner of [dns, dns.promises]) {
    for (const name of Object.keys(owner)) if (/^(lookup|resolve|reverse)/.test(name)) before(owner, name, query);
  }
  for (const owner of [dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(owner) as object)) {
      if (/^(resolve|reverse)/.test(name)) before(Object.getPrototypeOf(owner) as object, name, query);
    }
  }
};
