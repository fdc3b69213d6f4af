import { Agent } from 'node:http';
import type { Benchmark } from '../benchmark.ts';
import { microseconds, perSecond, times } from '../figures.ts';
import { keepInFlight } from '../parts/keep-in-flight.ts';
import { messageOf } from '../parts/messages.ts';
import { postEcho } from '../parts/post-echo.ts';
import { serveExpress } from '../parts/serve-express.ts';
import { serveSandbox } from '../parts/serve-sandbox.ts';
import { runRounds } from '../run-rounds.ts';

const text = JSON.stringify(messageOf(100));
const connections = 20;
const total = 400;

/** A request from a client to an extension's endpoint, against a plain route. */
export const http: Benchmark = {
  name: 'http',
  method:
    `A POST of 100 B of JSON that comes back, over connections that stay open: to a plain Express 5 route with \`express.json()\`, and to the endpoint of an extension. One at a time, and over ${String(connections)} connections. ` +
    'Client and server share this process, so both sides of a ratio carry the cost of the client.',
  async run() {
    await using express = await serveExpress();
    await using sandbox = await serveSandbox();
    const one = new Agent({ keepAlive: true, maxSockets: 1 });
    const many = new Agent({ keepAlive: true, maxSockets: connections });
    try {
      const single = await runRounds(
        {
          express: { call: () => postEcho(one, express.port, text) },
          sandbox: { call: () => postEcho(one, sandbox.port, text) },
        },
        { rounds: 60, calls: 20, warmUp: 500 },
      );
      const open = await runRounds(
        {
          express: { call: () => keepInFlight(() => postEcho(many, express.port, text), connections, total) },
          sandbox: { call: () => keepInFlight(() => postEcho(many, sandbox.port, text), connections, total) },
        },
        { rounds: 30, calls: 1, warmUp: 3 },
      );
      return {
        figures: [
          microseconds('one at a time: Express', single.express),
          microseconds('one at a time: extension', single.sandbox),
          times('one at a time: extension / Express', single.express, single.sandbox),
          perSecond(`${connections} connections: Express`, 'requests/s', total, open.express),
          perSecond(`${connections} connections: extension`, 'requests/s', total, open.sandbox),
          times(`${connections} connections: time of extension / Express`, open.express, open.sandbox),
        ],
      };
    } finally {
      one.destroy();
      many.destroy();
    }
  },
};
