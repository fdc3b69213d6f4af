import { z } from 'zod';

const response = z.union([
  z.strictObject({ jsonrpc: z.literal('2.0'), method: z.string(), params: z.unknown() }),
  z.strictObject({ jsonrpc: z.literal('2.0'), id: z.int(), result: z.unknown() }),
  z.strictObject({
    jsonrpc: z.literal('2.0'),
    id: z.int(),
    error: z.strictObject({ code: z.int(), message: z.string(), data: z.unknown().optional() }),
  }),
]);

const request = z.strictObject({ jsonrpc: z.literal('2.0'), id: z.int(), method: z.string(), params: z.unknown() });

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

/** Returns a cell's line as a message, or undefined when it is not JSON-RPC 2.0. */
export const responseLine = (line: string): ResponseLine | undefined => {
  const parsed = response.safeParse(parse(line));
  if (!parsed.success) return undefined;
  const { data } = parsed;
  if ('method' in data) return { method: data.method, params: data.params };
  return 'error' in data
    ? { id: data.id, error: { code: data.error.code, message: data.error.message } }
    : { id: data.id, result: data.result };
};

/** Returns a suite's line as a request, or undefined when it is not one. */
export const requestLine = (line: string): RequestLine | undefined => {
  const parsed = request.safeParse(parse(line));
  return parsed.success ? { id: parsed.data.id, method: parsed.data.method, params: parsed.data.params } : undefined;
};
