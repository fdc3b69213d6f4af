import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

/** Tells of everything that leaves this process below HTTP interception. */
export type Recorder = (
  record: { readonly kind: 'dns'; readonly name: string } | { readonly kind: 'connect'; readonly target: string },
) => void;

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

const before = (owner: object, name: string, tell: (args: readonly unknown[], self: unknown) => void): void => {
  const methods = owner as Record<string, AnyFunction | undefined>;
  const original = methods[name];
  if (original === undefined) return;
  methods[name] = function (...args) {
    tell(args, this);
    return original.apply(this, args);
  };
};

const handlePrototype = (listener: net.Server): object => {
  const handle = (listener as unknown as { _handle: object | null })._handle;
  if (handle === null) throw new Error('this Node does not show the handle of a listening server; connections cannot be recorded');
  return Object.getPrototypeOf(handle) as object;
};

const tcpPrototype = async (): Promise<object> => {
  const listener = net.createServer();
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(0, '127.0.0.1', resolve);
  });
  const prototype = handlePrototype(listener);
  await new Promise((resolve) => listener.close(resolve));
  return prototype;
};

const connectedTo = (socket: dgram.Socket): string => {
  try {
    const { address, port } = socket.remoteAddress();
    return `${address}:${port}`;
  } catch {
    return 'nowhere'; // not connected, and no port given: Node throws
  }
};

// send(bytes, [offset, length], [port, [address]], [callback])
const datagramTarget = (args: readonly unknown[], socket: dgram.Socket): string => {
  const rest = args.slice(1).filter((arg) => typeof arg === 'number' || typeof arg === 'string');
  const [port, address = 'localhost'] = typeof rest[0] === 'number' && typeof rest[1] === 'number' ? rest.slice(2) : rest;
  return port === undefined ? connectedTo(socket) : `${address}:${port}`;
};

const recordDatagrams = (tell: Recorder): void => {
  before(dgram.Socket.prototype, 'connect', ([port, address]) =>
    tell({ kind: 'connect', target: `udp ${typeof address === 'string' ? address : 'localhost'}:${String(port)}` }),
  );
  before(dgram.Socket.prototype, 'send', (args, socket) =>
    tell({ kind: 'connect', target: `udp ${datagramTarget(args, socket as dgram.Socket)}` }),
  );
};

const recordQueries = (tell: Recorder): void => {
  for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    for (const name of Object.getOwnPropertyNames(owner)) {
      if (!/^(lookup|resolve|reverse)/.test(name)) continue;
      before(owner, name, ([host]) => {
        // to look up an address asks nobody
        if (name !== 'lookup' || net.isIP(String(host)) === 0) tell({ kind: 'dns', name: String(host) });
      });
    }
  }
};

/**
 * Records every DNS query and every connection that this process really starts, from now on; connections on the level of the socket handles.
 * Those that interception answers never reach a handle and are not recorded. Resolves when it is in place.
 */
export const recordSockets = async (tell: Recorder): Promise<void> => {
  const tcp = await tcpPrototype();
  const connect = (args: readonly unknown[]): void => tell({ kind: 'connect', target: `${String(args[1])}:${String(args[2])}` });
  before(tcp, 'connect', connect);
  before(tcp, 'connect6', connect);
  recordDatagrams(tell);
  recordQueries(tell);
  syncBuiltinESMExports(); // for `import { lookup } from 'node:dns'`
};
