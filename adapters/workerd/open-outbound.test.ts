import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type RequestOptions } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';

import { describe, expect, it } from 'vitest';

import { openOutbound } from './open-outbound.ts';
import { openScratch } from './open-scratch.ts';

/** A server on loopback that answers with what it got. */
const openServer = async (): Promise<{ readonly at: string } & Disposable> => {
  const server = createServer((asked, response) => {
    void text(asked).then((body) => {
      const { method, url, headers } = asked;
      response.writeHead(201, { 'x-answer': 'yes' }).end(JSON.stringify({ method, url, colour: headers['x-colour'], body }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    at: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    [Symbol.dispose]: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};

const ask = async (options: RequestOptions, body = ''): Promise<IncomingMessage> => {
  const asking = request(options);
  asking.end(body);
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  return answer;
};

describe('openOutbound', () => {
  it('sends a request on from this process and hands back its answer', async () => {
    await using scratch = await openScratch();
    using outbound = await openOutbound(scratch.path);
    using server = await openServer();
    const headers = { 'x-colour': 'blue' };
    const answer = await ask({ socketPath: outbound.path, path: `http://${server.at}/a?b=c`, method: 'POST', headers }, 'text');
    expect([answer.statusCode, answer.headers['x-answer']]).toEqual([201, 'yes']);
    expect(JSON.parse(await text(answer))).toEqual({ method: 'POST', url: '/a?b=c', colour: 'blue', body: 'text' });
  });

  it('answers 502 where nobody answers', async () => {
    await using scratch = await openScratch();
    using outbound = await openOutbound(scratch.path);
    expect((await ask({ socketPath: outbound.path, path: 'http://127.0.0.1:9/' })).statusCode).toBe(502);
  });

  it('connects from this process to what is asked for with CONNECT', async () => {
    await using scratch = await openScratch();
    using outbound = await openOutbound(scratch.path);
    using server = await openServer();
    const asking = request({ socketPath: outbound.path, method: 'CONNECT', path: server.at });
    asking.end();
    const [, socket] = (await once(asking, 'connect')) as [IncomingMessage, Socket];
    socket.write('GET /through HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(await text(socket)).toContain('"url":"/through"');
  });
});
