import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import type { NetworkAnswer } from '../../contract/network.ts';

const bodyless = new Set([101, 204, 205, 304]);

/** Writes the answer that a table has for a URL; resolves when it is handed over or the client is gone. */
export const writeTableAnswer = async (response: ServerResponse, answer: NetworkAnswer): Promise<void> => {
  if (answer.delayMs !== undefined) await wait(answer.delayMs);
  if (response.destroyed) return;
  if (answer.redirect !== undefined) {
    response.writeHead(answer.redirect.status, { location: answer.redirect.to, 'content-length': '0' }).end();
    return;
  }
  const status = answer.status ?? 200;
  response.writeHead(status, { ...answer.headers });
  response.end(bodyless.has(status) ? undefined : (answer.body ?? ''));
};
