import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { SeenWebRequest } from './seen.ts';

const mebibyte = 1_048_576;
const bomb = Buffer.alloc(64 * mebibyte);
const nine = Buffer.alloc(9 * mebibyte, 97);
const gzipBomb = gzipSync(bomb, { level: 9 });
const brotliBomb = brotliCompressSync(bomb, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
/* Characters that are kept of a request's body. */
const longestBody = 4_096;
/* Requests that are kept of one program: more than any may send. */
const mostRequests = 5_000;

/** The battery's own web server, with a corner for every program. */
export interface WebCorners extends AsyncDisposable {
  /** The URL of a program's corner, without a slash at its end. */
  corner(program: string): string;
  /** Takes what has come in for that program since the last time. */
  take(program: string): readonly SeenWebRequest[];
}

const slugOf = (program: string): string => program.replaceAll('/', '.');

const answers: Readonly<Record<string, (response: ServerResponse, rest: string, corner: string) => void>> = {
  json: (response, rest) => response.setHeader('content-type', 'application/json').end(decodeURIComponent(rest)),
  text: (response, rest) => response.setHeader('content-type', 'text/plain').end(decodeURIComponent(rest)),
  status: (response, rest) => {
    response.writeHead(Number(rest), { 'content-type': 'application/json' }).end('{"list":[1,{"a":2}]}');
  },
  headers: (response) => {
    response
      .writeHead(
        200,
        [
          ['__proto__', 'a'],
          ['constructor', 'b'],
          ['hasOwnProperty', 'c'],
          ['set-cookie', 'd=1'],
          ['set-cookie', 'e=2'],
          ['content-type', 'application/json'],
        ].flat(),
      )
      .end('{"list":[1]}');
  },
  hops: (response, rest, corner) => {
    const left = Number(rest);
    if (left === 0) response.end('arrived');
    else response.writeHead(302, { location: `${corner}/hops/${left - 1}` }).end();
  },
  around: (response, _, corner) => response.writeHead(302, { location: `${corner}/around` }).end(),
  big: (response) => {
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': bomb.length }).end(bomb);
  },
  nine: (response) => response.writeHead(200, { 'content-type': 'text/plain' }).end(nine),
  nulls: (response) => response.writeHead(200, { 'content-type': 'text/plain' }).end(bomb.subarray(0, nine.length)),
  endless: (response) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    const chunk = Buffer.alloc(65_536, 97);
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  },
  gzip: (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipBomb),
  brotli: (response) => response.writeHead(200, { 'content-encoding': 'br' }).end(brotliBomb),
  silent: () => undefined,
  drip: (response) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    const timer = setInterval(() => response.write('x'), 100);
    response.on('close', () => clearInterval(timer));
  },
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request.setEncoding('utf8') as AsyncIterable<string>) if (text.length < longestBody) text += chunk;
  return text.slice(0, longestBody);
};

/** Opens the server on a port of its own; `trap` is where `/to-trap` redirects to. */
export const openWebCorners = async (trap: string): Promise<WebCorners> => {
  const seen = new Map<string, SeenWebRequest[]>();
  const server = createServer((request, response) => {
    const [, slug = '', path = ''] = /^\/w\/([^/?]*)(.*)$/.exec(request.url ?? '') ?? [];
    const requests = seen.get(slug) ?? [];
    seen.set(slug, requests);
    const at = requests.length;
    const first: SeenWebRequest = {
      method: request.method ?? '',
      path,
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      body: '',
    };
    if (at < mostRequests) requests.push(first);
    response.on('close', () => {
      const before = requests[at];
      if (before !== undefined) requests[at] = { ...before, ended: response.writableFinished ? 'answered' : 'aborted' };
    });
    bodyOf(request).then(
      (body) => {
        if (at < mostRequests) requests[at] = { ...first, body };
        const [, action = '', rest = ''] = /^\/([^/?]*)[/?]?(.*)$/.exec(path) ?? [];
        if (action === 'to-trap') response.writeHead(302, { location: trap }).end();
        else if (Object.hasOwn(answers, action)) answers[action]?.(response, rest, `/w/${slug}`);
        else
          response
            .setHeader('content-type', 'application/json')
            .end(JSON.stringify({ method: first.method, path, body, headers: first.headers }));
      },
      () => response.destroy(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    corner: (program) => `${origin}/w/${slugOf(program)}`,
    take(program) {
      const requests = seen.get(slugOf(program)) ?? [];
      seen.delete(slugOf(program));
      return [...requests];
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
