import { z } from 'zod';

import { explainIssues } from './explain-issues.ts';

const version = z.literal('2.0');
const notification = z.strictObject({ jsonrpc: version, method: z.string(), params: z.unknown() });
const result = z.strictObject({ jsonrpc: version, id: z.int(), result: z.unknown() });
const failure = z.strictObject({
  jsonrpc: version,
  id: z.int(),
  error: z.strictObject({ code: z.int(), message: z.string(), data: z.unknown().optional() }),
});

const request = z.strictObject({ jsonrpc: version, id: z.int(), method: z.string(), params: z.unknown() });

/** One line from a cell: a notification, a result or an error. */
export type ResponseLine =
  | { readonly method: string; readonly params: unknown }
  | { readonly id: number; readonly result?: unknown; readonly error?: { readonly code: number; readonly message: string } };

/** One line from the suite. */
export interface RequestLine {
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
}

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // the caller quotes the line
  }
};

/** Returns a cell's line as a message, or the sentence that says why it is not JSON-RPC 2.0. */
export const responseLine = (line: string): ResponseLine | { readonly problem: string } => {
  const value = parse(line);
  if (typeof value !== 'object' || value === null) return { problem: 'it is no JSON object; print diagnostics to stderr' };
  const wrong = (error: z.ZodError): { readonly problem: string } => ({ problem: explainIssues(error, value) });
  if ('method' in value) {
    const { success, data, error } = notification.safeParse(value);
    return success ? { method: data.method, params: data.params } : wrong(error);
  }
  if ('error' in value) {
    const { success, data, error } = failure.safeParse(value);
    return success ? { id: data.id, error: { code: data.error.code, message: data.error.message } } : wrong(error);
  }
  const { success, data, error } = result.safeParse(value);
  return success ? { id: data.id, result: data.result } : wrong(error);
};

/** Returns a suite's line as a request, or undefined when it is not one. */
export const requestLine = (line: string): RequestLine | undefined => {
  const parsed = request.safeParse(parse(line));
  return parsed.success ? { id: parsed.data.id, method: parsed.data.method, params: parsed.data.params } : undefined;
};
