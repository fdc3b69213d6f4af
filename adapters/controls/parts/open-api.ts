import { readFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';

import type { Host } from '../../../src/contract/adapter.ts';

/** What a control gives to an extension as `directus:api`: whatever it is asked for, without scopes and limits. */
export interface OpenApi {
  log(text?: unknown): void;
  sleep(ms?: unknown): Promise<unknown>;
  request(url?: unknown, options?: unknown): Promise<unknown>;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const bodyOf = ({ body, headers = {} }: Asked): { readonly text?: string; readonly headers: Readonly<Record<string, string>> } => {
  if (body === undefined || body === null) return { headers };
  if (typeof body !== 'object') return { text: `${body as string}`, headers };
  const names = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  if (String(names.get('content-type')).includes('urlencoded'))
    return { text: new URLSearchParams(body as Record<string, string>).toString(), headers };
  return { text: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text; // no JSON
  }
};

const settable = (name: string, value: string): readonly [string, string] => {
  try {
    http.validateHeaderName(name);
    http.validateHeaderValue(name, value);
    return [name, value];
  } catch {
    // Node itself sends no such bytes; what comes nearest to doing as asked is to send the rest
    return [name.replaceAll(/[^\w-]/g, '') || 'x', value.replaceAll(/[^\t\u0020-\u007e\u0080-\u00ff]/g, ' ')];
  }
};

const send = (url: URL, method: string, asked: Asked, hops: number): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const { text, headers } = bodyOf(asked);
    const { request } = url.protocol === 'http:' ? http : https;
    const sent = request(url, {
      method,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => settable(name, String(value)))),
    });
    sent.once('error', reject);
    sent.once('response', (response) => {
      const { location } = response.headers;
      const { statusCode: status = 0, statusMessage: statusText = '' } = response;
      if (status >= 300 && status < 400 && location !== undefined && hops > 0) {
        response.resume();
        const kept = status === 307 || status === 308;
        resolve(send(new URL(location, url), kept ? method : 'GET', kept ? asked : { ...asked, body: undefined }, hops - 1));
        return;
      }
      let data = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (data += chunk));
      response.once('error', reject);
      response.once('end', () => {
        const answer = { status, statusText, headers: { ...response.headers }, data: parsed(data) };
        if (status < 400) resolve(answer);
        else reject(Object.assign(new Error(`status ${status}`), { status, response: JSON.stringify(answer) }));
      });
    });
    sent.end(text);
  });

const fetchAnything = async (url: unknown, options: unknown): Promise<unknown> => {
  const asked = (options ?? {}) as Asked;
  const target = new URL(String(url));
  if (target.protocol === 'file:') return { status: 200, statusText: 'OK', headers: {}, data: await readFile(target, 'utf8') };
  return send(target, String(asked.method ?? 'GET'), asked, 20);
};

/** Returns an API that logs, waits and requests for real, and never refuses anything. */
export const openApi = (host: Host, extension: string): OpenApi => ({
  log: (text) => host.log(extension, String(text)),
  sleep: (ms) => wait(Math.max(0, Number(ms) || 0), undefined),
  request: (url, options) => fetchAnything(url, options),
});
