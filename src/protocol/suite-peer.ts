import type { Readable, Writable } from 'node:stream';

import { explainIssues } from './explain-issues.ts';
import { lineReader, longestLine } from './line-reader.ts';
import { methods, notifications, type MethodName, type Notification, type NotificationName, type Params, type Result } from './messages.ts';
import { responseLine } from './envelope.ts';

/** What the suite wants to hear of a cell besides answers. */
export interface CellEvents {
  onLog(record: Notification<'log'>): void;
  onNetwork(record: Notification<'network'>): void;
  /** The cell broke the protocol; the sentence quotes the line and says what was expected. Called at most once. */
  onBroken(sentence: string): void;
}

/** An error that a cell answered: its adapter threw. */
export class CellError extends Error {
  override readonly name = 'CellError';
}

/** The suite's end of a cell's pipes. */
export interface SuitePeer {
  /** Sends a request; resolves to its validated result. @throws {CellError} when the cell answers an error. Never settles when the cell dies: the lease decides. */
  request<M extends MethodName>(method: M, params: Params<M>): Promise<Result<M>>;
}

interface Waiting {
  readonly method: MethodName;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

const quote = (line: string): string => JSON.stringify(line.length > 300 ? `${line.slice(0, 300)}…` : line);

const ids = (waiting: ReadonlyMap<number, unknown>): string =>
  waiting.size === 0 ? 'nothing is being waited for' : `expected the id of a request: ${[...waiting.keys()].slice(0, 10).join(', ')}`;

// Line readers of some languages end a line at these too; in JSON they may be escaped.
const oneLine = (message: object): string =>
  JSON.stringify(message).replaceAll(/[\u0085\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Speaks newline-delimited JSON-RPC 2.0 with a cell over its stdin and stdout. */
export const suitePeer = (output: Writable, input: Readable, events: CellEvents): SuitePeer => {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let broken = false;

  const break_ = (sentence: string): void => {
    if (broken) return;
    broken = true;
    events.onBroken(sentence);
  };

  const notify = (method: string, params: unknown, line: string): void => {
    if (!Object.hasOwn(notifications, method))
      return break_(
        `the cell sent an unknown notification in the line ${quote(line)}; expected one of ${Object.keys(notifications).join(', ')}`,
      );
    const parsed = notifications[method as NotificationName].safeParse(params);
    if (!parsed.success) return break_(`the cell's notification ${quote(line)} has a wrong shape: ${explainIssues(parsed.error, params)}`);
    if (method === 'log') events.onLog(parsed.data as Notification<'log'>);
    else events.onNetwork(parsed.data as Notification<'network'>);
  };

  const answer = (id: number, message: { result?: unknown; error?: { message: string } }, line: string): void => {
    const call = waiting.get(id);
    if (call === undefined) {
      const again = id > 0 && id <= last;
      return break_(
        again
          ? `the cell answered id ${id} a second time, in the line ${quote(line)}; expected one answer to each request`
          : `the cell answered id ${id}, which is not being waited for, in the line ${quote(line)}; ${ids(waiting)}`,
      );
    }
    waiting.delete(id);
    if (message.error !== undefined) return call.reject(new CellError(message.error.message));
    const parsed = methods[call.method].result.safeParse(message.result);
    if (!parsed.success)
      return break_(
        `the cell's answer to "${call.method}", ${quote(line)}, has a wrong shape: ${explainIssues(parsed.error, message.result)}`,
      );
    call.resolve(parsed.data);
  };

  const take = lineReader(
    (line) => {
      if (broken || line.trim() === '') return;
      const message = responseLine(line);
      if ('problem' in message)
        return break_(`stdout of a cell carries nothing but JSON-RPC 2.0 lines, got ${quote(line)}: ${message.problem}`);
      if ('method' in message) notify(message.method, message.params, line);
      else answer(message.id, message, line);
    },
    (start) => break_(`the cell sent a line over the longest allowed one (${longestLine} characters), starting with ${quote(start)}`),
  );

  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  input.on('data', (bytes: Buffer) => {
    if (broken) return;
    let text: string;
    try {
      text = decoder.decode(bytes, { stream: true });
    } catch {
      return break_(`the cell sent bytes that are not UTF-8, in ${quote(bytes.toString('utf8'))}; expected lines of JSON in UTF-8`);
    }
    take(text);
  });
  output.on('error', () => undefined); // EPIPE of a dead cell: its exit is reported by the lease

  return {
    request: <M extends MethodName>(method: M, params: Params<M>) =>
      new Promise<Result<M>>((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { method, resolve: (result) => resolve(result as Result<M>), reject });
        output.write(`${oneLine({ jsonrpc: '2.0', id, method, params })}\n`);
      }),
  };
};
