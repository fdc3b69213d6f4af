import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';

import { isRedirect } from '../../src/sdk/request/is-redirect.ts';
import { pinnedLookup } from '../../src/sdk/request/pinned-lookup.ts';
import { readHeaders } from '../../src/sdk/request/read-headers.ts';
import type { HopRequest, HopResponse } from '../../src/sdk/request/send-once.ts';

type Send = (request: HopRequest, signal: AbortSignal) => Promise<HopResponse>;

/** What a client does that no client of a sandbox may do. */
export interface Naivety {
  readonly trustsAnyCertificate?: true;
  /** Through the proxy that the environment names, if it names one. */
  readonly usesProxyVariables?: true;
  /** When it connects, and not to the addresses that were looked up for the check. */
  readonly looksUpAgain?: true;
}

const proxyOf = (href: string): string | undefined =>
  process.env[href.startsWith('https:') ? 'HTTPS_PROXY' : 'HTTP_PROXY'] ?? process.env['ALL_PROXY'];

/** Sends one request as a plain client of Node does, or with these naiveties. */
export const naiveSend =
  ({ trustsAnyCertificate, usesProxyVariables, looksUpAgain }: Naivety): Send =>
  async ({ href, addresses, method, headers, body, ca }, signal) => {
    const proxy = usesProxyVariables === true ? proxyOf(href) : undefined;
    const options = {
      method,
      headers: { ...Object.fromEntries(headers), host: new URL(href).host },
      signal,
      ...(ca === undefined ? {} : { ca }),
      rejectUnauthorized: trustsAnyCertificate !== true,
    };
    const sent =
      proxy === undefined
        ? (href.startsWith('https:') ? https : http).request(href, {
            ...options,
            agent: href.startsWith('https:') ? new https.Agent() : new http.Agent(),
            ...(looksUpAgain === true ? {} : { lookup: pinnedLookup(addresses) }),
          })
        : http.request(proxy, { ...options, path: href, agent: new http.Agent() });
    const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>();
    sent.once('response', resolve).once('error', reject).end(body);
    const response = await promise;
    const answered = {
      status: response.statusCode ?? 0,
      statusText: response.statusMessage ?? '',
      headers: readHeaders(response.rawHeaders),
    };
    if (!isRedirect(answered.status, answered.headers)) return { ...answered, text: await text(response) };
    response.destroy();
    return { ...answered, text: '' };
  };
