import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { constants } from 'node:os';

/** Tells of everything that leaves this process below HTTP interception. */
export type Recorder = (
  record: { readonly kind: 'dns'; readonly name: string } | { readonly kind: 'connect'; readonly target: string; readonly server?: string },
) => void;

/** A network that stands in for the machine's while it is `open`. */
export interface Detour {
  readonly open: boolean;
  /** The server at an address, and the port of 127.0.0.1 on which it listens; whatever has none is refused. */
  serverAt(address: string, port: number): { readonly name: string; readonly port: number; readonly refuses: boolean } | undefined;
  /** Addresses of a name; none when there is no such name. */
  addressesOf(name: string): readonly string[];
}

const straight: Detour = { open: false, serverAt: () => undefined, addressesOf: () => [] };

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

type Lookup = (host: string, options: unknown, callback?: (error: Error | null, ...found: unknown[]) => void) => unknown;

const noSuchName = (name: string): Error =>
  Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });

/** Answers what Node's own clients ask, by the detour. */
const detourLookups = (detour: Detour): void => {
  const found = (name: string, options: unknown): readonly { readonly address: string; readonly family: number }[] => {
    const family: unknown = typeof options === 'object' && options !== null && 'family' in options ? options.family : options;
    const addresses = (net.isIP(name) === 0 ? detour.addressesOf(name) : [name]).map((address) => ({ address, family: net.isIP(address) }));
    return addresses.filter((one) => typeof family !== 'number' || family === 0 || one.family === family);
  };
  const isAll = (options: unknown): boolean => typeof options === 'object' && options !== null && 'all' in options && options.all === true;
  const owner = dns as unknown as { lookup: Lookup };
  const lookup = owner.lookup;
  owner.lookup = (host, options, callback) => {
    if (!detour.open) return callback === undefined ? lookup(host, options) : lookup(host, options, callback);
    const done = (callback ?? options) as (error: Error | null, ...found: unknown[]) => void;
    const all = found(host, callback === undefined ? 0 : options);
    const [first] = all;
    if (first === undefined) setImmediate(done, noSuchName(host));
    else if (isAll(options)) setImmediate(done, null, all);
    else setImmediate(done, null, first.address, first.family);
    return {};
  };
  const promises = dns.promises as unknown as { lookup(host: string, options?: unknown): Promise<unknown> };
  const lookupLater = promises.lookup;
  promises.lookup = async (host, options) => {
    if (!detour.open) return lookupLater(host, options);
    const all = found(host, options ?? 0);
    if (all.length === 0) throw noSuchName(host);
    return isAll(options) ? all : all[0];
  };
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

/** Where a connection seems to lead, of those that the detour has led elsewhere. */
const seeming = new WeakMap<object, { readonly address: string; readonly port: number; readonly family: string }>();

const recordConnections = (tcp: object, tell: Recorder, detour: Detour): void => {
  const methods = tcp as Record<string, AnyFunction>;
  const straightOn = methods['connect'];
  for (const name of ['connect', 'connect6']) {
    const original = methods[name];
    if (original === undefined) continue;
    methods[name] = function (...args) {
      const address = String(args[1]);
      const port = Number(args[2]);
      const server = detour.open ? detour.serverAt(address, port) : undefined;
      tell({ kind: 'connect', target: `${address}:${String(port)}`, ...(server === undefined ? {} : { server: server.name }) });
      if (!detour.open) return original.apply(this, args);
      if (server === undefined || server.refuses) return -constants.errno.ECONNREFUSED;
      seeming.set(this as object, { address, port, family: name === 'connect' ? 'IPv4' : 'IPv6' });
      return straightOn?.call(this, args[0], '127.0.0.1', server.port);
    };
  }
  const peer = methods['getpeername'];
  methods['getpeername'] = function (...args) {
    const code = peer?.apply(this, args);
    Object.assign(args[0] as object, seeming.get(this as object));
    return code;
  };
};

/**
 * Records every DNS query and every connection that this process really starts, from now on; connections on the level of the socket handles.
 * Those that interception answers never reach a handle and are not recorded. While the detour is open, connections go to its servers or nowhere.
 * Resolves when it is in place.
 */
export const recordSockets = async (tell: Recorder, detour: Detour = straight): Promise<void> => {
  recordConnections(await tcpPrototype(), tell, detour);
  recordDatagrams(tell);
  detourLookups(detour);
  recordQueries(tell);
  syncBuiltinESMExports(); // for `import { lookup } from 'node:dns'`
};
