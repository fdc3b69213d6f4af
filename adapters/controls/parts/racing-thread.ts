import { parentPort, workerData } from 'node:worker_threads';

import type { Entry, ExtensionPackage } from '../../../src/contract/adapter.ts';
import type { Json } from '../../../src/contract/json.ts';
import type { OpenApi } from './open-api.ts';
import { runExtension } from './run-extension.ts';

// The thread in which the control `racer` runs one extension. Nobody ever ends it.
if (parentPort === null) throw new Error('this module runs in a thread of the control `racer`');
const port = parentPort;

const pending = new Map<number, PromiseWithResolvers<unknown>>();
let lastQuestion = 0;
const ask = (question: { readonly sleep: unknown } | { readonly request: unknown; readonly options: unknown }): Promise<unknown> => {
  const answer = Promise.withResolvers<unknown>();
  lastQuestion += 1;
  pending.set(lastQuestion, answer);
  port.postMessage({ ask: lastQuestion, ...question });
  return answer.promise;
};

const api: OpenApi = {
  log: (text) => port.postMessage({ log: String(text) }),
  sleep: (ms) => ask({ sleep: Number(ms) }),
  request: (url, options) => ask({ request: String(url), options: JSON.parse(JSON.stringify(options ?? {})) as unknown }),
};

/** What the control tells its thread. */
export type ToThread =
  | { readonly answer: number; readonly value: unknown }
  | { readonly answer: number; readonly error: { readonly message: string; readonly status?: unknown; readonly response?: unknown } }
  | { readonly call: number; readonly entry: Entry; readonly input: Json }
  | { readonly ping: true };

const running = runExtension(workerData as ExtensionPackage, api);
running.then(
  () => port.postMessage({ loaded: true }),
  (thrown: unknown) => port.postMessage({ failed: String(thrown) }),
);

port.on('message', (message: ToThread) => {
  if ('ping' in message) {
    port.postMessage({ pong: true });
    return;
  }
  if ('call' in message) {
    void running.then(async (extension) =>
      port.postMessage({ ended: message.call, outcome: await extension.call(message.entry, message.input) }),
    );
    return;
  }
  const answer = pending.get(message.answer);
  pending.delete(message.answer);
  if ('error' in message) {
    const { message: text, ...more } = message.error;
    answer?.reject(Object.assign(new Error(text), more));
  } else answer?.resolve(message.value);
});
