import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

import { admitAddress } from '../../src/sdk/request/admit-address.ts';
import { sendOnce, type HopRequest, type HopResponse } from '../../src/sdk/request/send-once.ts';
import type { RequestDecision } from '../../src/sdk/scope/request-decision.ts';
import type { RequestMethod } from '../../src/sdk/scope/request-methods.ts';
import { defaultParts, type ReferenceParts } from '../../src/reference/reference-parts.ts';
import { requestSeams } from './request-seams.ts';

/* Sends what is asked for; what is no URL at all is still denied. */
const unchecked = (url: unknown, method: unknown): RequestDecision => {
  const parsed = URL.parse(String(url));
  return parsed === null
    ? { ok: false, reason: 'url-invalid' }
    : { ok: true, href: parsed.href, method: method as RequestMethod, literalHost: true };
};

const connectTo = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.0\r\n\r\n'));
    socket.setEncoding('utf8').on('data', (bytes: string) => (text += bytes));
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });

const isOfTheHost = (url: unknown): boolean => /^(?:file:|https?:\/\/(?:127\.0\.0\.1|localhost)[:/])/.test(String(url));

/* Reads files of the host, its own descriptors among them, and connects past everything that could intercept it. */
const openTheHost = async ({ href }: HopRequest): Promise<HopResponse> => {
  const { protocol, port } = new URL(href);
  const text = protocol === 'file:' ? readFileSync(new URL(href), 'utf8') : await connectTo(Number(port));
  return { status: 200, statusText: 'OK', headers: {}, text };
};

/* The host does nothing else meanwhile: as long as a slice may take, and longer than any case lets it. */
const blockTheHost = (): void => {
  for (const end = performance.now() + 900; performance.now() < end;);
};

/** Fault name to the parts that it replaces. */
export const seams: Readonly<Record<string, Partial<ReferenceParts>>> = {
  'timeout-not-armed': { sliceTimeout: () => 0, watchesSlice: () => false },
  'timeout-not-armed-on-delivery': {
    sliceTimeout: (slice, cpuMs) => (slice === 'deliver' ? 0 : cpuMs),
    watchesSlice: (slice) => slice !== 'deliver',
  },
  'keeps-running-after-stop': { sliceTimeout: () => 0, endsStopped: () => false },
  'waits-for-the-stopped': {
    endsStopped: () => {
      blockTheHost();
      return true;
    },
  },
  'unload-keeps-handlers': { unloads: () => false },
  'requests-go-unchecked': {
    realmScopes: (scopes) => ({ ...scopes, request: true }),
    sdk: { checkRequest: (_scopes, url, method) => unchecked(url, method), checkHop: (_scopes, url, method) => unchecked(url, method) },
  },
  ...Object.fromEntries(Object.entries(requestSeams).map(([name, sdk]) => [name, { sdk }])),
  'request-opens-the-host': {
    realmScopes: (scopes) => ({ ...scopes, request: true }),
    sdk: {
      checkRequest: (scopes, url, method) => (isOfTheHost(url) ? unchecked(url, method) : scopes.check(url, method)),
      admitAddress: (allowed, target, address) => isOfTheHost(target.href) || admitAddress(allowed, target, address),
      send: (request, signal) => (isOfTheHost(request.href) ? openTheHost(request) : sendOnce(request, signal)),
    },
  },
  'redirects-go-unchecked': { sdk: { checkHop: (_scopes, url, method) => unchecked(url, method) } },
};

/**
 * The runtime's parts with this fault built in; production's without one.
 * @throws {RangeError} when there is no such seam.
 */
export const partsOf = (fault: string | undefined): ReferenceParts => {
  if (fault === undefined) return defaultParts;
  const replaced = Object.hasOwn(seams, fault) ? seams[fault] : undefined;
  if (replaced === undefined) throw new RangeError(`The reference has no seam for the fault ${JSON.stringify(fault)}`);
  return { ...defaultParts, ...replaced };
};
