import type { SdkParts } from '../../src/sdk/sdk-parts.ts';
import { admitAddress } from '../../src/sdk/request/admit-address.ts';
import type { HeldBytes } from '../../src/sdk/request/byte-budget.ts';
import { isRedirect } from '../../src/sdk/request/is-redirect.ts';
import { locationOf } from '../../src/sdk/request/location-of.ts';
import { sendOnce } from '../../src/sdk/request/send-once.ts';
import { permissionError } from '../../src/sdk/sdk-error.ts';
import { naiveSend } from './naive-send.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/* Node itself sends no header that it takes for malformed. */
const anyHeaders: SdkParts['checkHeaders'] = (headers) =>
  new Map(
    Object.entries(isRecord(headers) ? headers : {}).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name.toLowerCase(), value]] : [],
    ),
  );

const mostHops = 40;

/* Within one origin, so that nothing but their number is wrong. */
const followAll: SdkParts['send'] = async (request, signal) => {
  let href = request.href;
  for (let hop = 0; ; hop += 1) {
    const response = await sendOnce({ ...request, href }, signal);
    const target = isRedirect(response.status, response.headers) ? locationOf(response.headers['location'] ?? '', href) : undefined;
    if (target === undefined || new URL(target).origin !== new URL(href).origin || hop >= mostHops) return response;
    href = target;
  }
};

/* One for all extensions of the runtime. */
const cookieJar = (): SdkParts['send'] => {
  const jar = new Map<string, string>();
  return async (request, signal) => {
    const { host } = new URL(request.href);
    const kept = jar.get(host);
    const headers = kept === undefined ? request.headers : new Map([...request.headers, ['cookie', kept] as const]);
    const response = await sendOnce({ ...request, headers }, signal);
    const set = response.headers['set-cookie']?.split(';', 1)[0];
    if (set !== undefined) jar.set(host, set);
    return response;
  };
};

const admits = (isAdmitted: (address: string) => boolean): Partial<SdkParts> => ({
  admitAddress: (allowed, target, address) => isAdmitted(address) || admitAddress(allowed, target, address),
});

const unbounded: HeldBytes = { take: async () => undefined, reserve: async () => undefined, [Symbol.dispose]: () => undefined };

const never = new AbortController().signal;

/** Fault name to the parts of the SDK's request that it replaces. */
export const requestSeams = {
  'headers-go-unchecked': { checkHeaders: anyHeaders },
  'headers-cross-origins': { headersAcrossOrigins: (headers) => headers },
  'backslashes-of-a-location-are-slashes': {
    send: async (request, signal) => {
      const response = await sendOnce(request, signal);
      const location = response.headers['location'] ?? '';
      return location.includes('\\') ? sendOnce({ ...request, href: new URL(location, request.href).href }, signal) : response;
    },
  },
  'redirects-are-refused': { checkHop: () => ({ ok: false, reason: 'url-not-granted' }) },
  'follows-endless-redirects': { send: followAll },
  'answers-have-no-bound': {
    send: (request, signal) => sendOnce({ ...request, responseBytes: 2 ** 30, held: unbounded }, signal),
  },
  'abandoned-requests-run-on': { send: (request) => sendOnce(request, never) },
  'loopback-is-admitted': admits((address) => /^127\.|^::1$/.test(address)),
  'private-addresses-are-admitted': admits((address) => /^(?:10|172\.31|192\.168)\./.test(address)),
  'special-addresses-are-admitted': admits((address) => /^(?:0|100|192\.0|198\.18|224)\./.test(address)),
  'link-local-is-admitted': admits((address) => /^169\.254\.|^fe80:/.test(address)),
  'internal-ipv6-is-admitted': admits((address) => address.includes(':') && !/^(?:::1$|fe80:)/.test(address)),
  'names-are-looked-up-again': { send: naiveSend({ looksUpAgain: true }) },
  'uses-proxy-variables': {
    admitAddress: (...asked) =>
      process.env['HTTP_PROXY'] !== undefined || process.env['http_proxy'] !== undefined || admitAddress(...asked),
    send: naiveSend({ usesProxyVariables: true }),
  },
  'denials-tell-the-address': {
    admitAddress: (allowed, target, address) => {
      if (admitAddress(allowed, target, address)) return true;
      throw permissionError(`No permission for "request" to connect to ${address}`);
    },
  },
  'trusts-any-certificate': { send: naiveSend({ trustsAnyCertificate: true }) },
  'keeps-a-cookie-jar': { send: cookieJar() },
} satisfies Readonly<Record<string, Partial<SdkParts>>>;
