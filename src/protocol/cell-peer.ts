import type { Readable } from 'node:stream';

import { requestLine } from './envelope.ts';
import { explainIssues } from './explain-issues.ts';
import { lineReader } from './line-reader.ts';
import { methods, type MethodName, type Notification, type NotificationName, type Params, type Result } from './messages.ts';

/** One handler a method; may take its time, and overlap with others. */
export type CellHandlers = { readonly [M in MethodName]: (params: Params<M>) => Promise<Result<M>> | Result<M> };

/** JSON-RPC 2.0 error codes that a cell answers. */
const errorCodes = { invalidRequest: -32600, unknownMethod: -32601, invalidParams: -32602, adapter: -32000 } as const;

/** The cell's end of its pipes. */
export interface CellPeer {
  notify<N extends NotificationName>(method: N, params: Notification<N>): void;
}

/** Serves a cell: reads requests from `input`, writes answers and notifications with `write`, one line each. `onEnd` is called when the suite is gone. */
export const cellPeer = (input: Readable, write: (line: string) => void, handlers: CellHandlers, onEnd: () => void): CellPeer => {
  const send = (message: object): void => write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const fail = (id: number, code: number, message: string): void => send({ id, error: { code, message } });

  const serve = async (id: number, method: MethodName, params: unknown): Promise<void> => {
    const parsed = methods[method].params.safeParse(params);
    if (!parsed.success) return fail(id, errorCodes.invalidParams, `parameters of "${method}": ${explainIssues(parsed.error, params)}`);
    try {
      const handler = handlers[method] as (params: unknown) => Promise<unknown>;
      send({ id, result: await handler(parsed.data) });
    } catch (cause) {
      fail(id, errorCodes.adapter, cause instanceof Error ? `${cause.name}: ${cause.message}` : `the adapter threw ${String(cause)}`);
    }
  };

  const take = lineReader(
    (line) => {
      const message = requestLine(line);
      if (message === undefined)
        return fail(0, errorCodes.invalidRequest, `expected a JSON-RPC 2.0 request in one line, got ${JSON.stringify(line.slice(0, 300))}`);
      if (!Object.hasOwn(methods, message.method))
        return fail(message.id, errorCodes.unknownMethod, `unknown method ${JSON.stringify(message.method)}`);
      void serve(message.id, message.method as MethodName, message.params);
    },
    () => fail(0, errorCodes.invalidRequest, 'a line over the longest allowed one'),
  );

  input.setEncoding('utf8');
  input.on('data', take);
  input.on('end', onEnd);

  return { notify: (method, params) => send({ method, params }) };
};
