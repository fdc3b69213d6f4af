import { setTimeout as wait } from 'node:timers/promises';

import { http, HttpResponse, ws } from 'msw';
import { setupServer } from 'msw/node';

import type { NetworkAnswer, NetworkRecord, NetworkTable } from '../contract/network.ts';
import { recordSockets } from './recorder.ts';

/** The case's network inside a cell. */
export interface CellNetwork {
  /** Replaces the table; forgets which answers were given. */
  mount(table: NetworkTable): void;
  /** Addresses of a name by the table; every query is recorded. */
  resolve(name: string): Promise<readonly string[]>;
}

const bodyless = new Set([101, 204, 205, 304]);

const respond = async (answer: NetworkAnswer): Promise<Response> => {
  if (answer.delayMs !== undefined) await wait(answer.delayMs);
  if (answer.redirect !== undefined)
    return new HttpResponse(null, { status: answer.redirect.status, headers: { location: answer.redirect.to } });
  const status = answer.status ?? 200;
  return new HttpResponse(bodyless.has(status) ? null : (answer.body ?? ''), { status, headers: answer.headers ?? {} });
};

const documentationAddress = '203.0.113.7';

/** Intercepts all HTTP of this process and answers it by a table; tells of everything that leaves. */
export const mountNetwork = async (tell: (record: NetworkRecord) => void): Promise<CellNetwork> => {
  await recordSockets(tell);
  let table: NetworkTable = { answers: {} };
  let given = new Map<string, number>();

  const next = (method: string, url: string): NetworkAnswer | undefined => {
    const key = [`${method} ${url}`, url].find((candidate) => Object.hasOwn(table.answers, candidate));
    const answers = key === undefined ? undefined : table.answers[key];
    if (key === undefined || answers === undefined) return undefined;
    if (!Array.isArray(answers)) return answers as NetworkAnswer;
    const turn = given.get(key) ?? 0;
    given.set(key, turn + 1);
    return (answers as readonly NetworkAnswer[])[Math.min(turn, answers.length - 1)];
  };

  const server = setupServer(
    http.all('*', async ({ request }) => {
      const body = await request.clone().text();
      const answer = next(request.method, request.url);
      const headers = Object.fromEntries(request.headers.entries());
      tell({ kind: 'request', method: request.method, url: request.url, headers, body, inTable: answer !== undefined });
      return answer === undefined ? HttpResponse.error() : respond(answer);
    }),
    ws.link(/./).addEventListener('connection', ({ client }) => {
      tell({ kind: 'connect', target: client.url.href });
      client.close();
    }),
  );
  server.listen({ onUnhandledFrame: 'error' });

  return {
    mount: (replacement) => {
      table = replacement;
      given = new Map();
    },
    resolve: async (name) => {
      tell({ kind: 'dns', name });
      const listed = table.dns !== undefined && Object.hasOwn(table.dns, name) ? table.dns[name] : undefined;
      return listed ?? [documentationAddress];
    },
  };
};
