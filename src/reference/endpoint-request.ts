import type { EndpointRequest } from '../contract/adapter.ts';
import type { Json } from '../contract/json.ts';

/* Bytes of a request body that an endpoint may get. */
const longestBody = 1_048_576;

const readText = async (request: Request): Promise<string | undefined> => {
  if (request.body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > longestBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const parseBody = (text: string, type: string): Json | undefined => {
  if (text === '') return {};
  if (type.includes('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  if (!type.includes('json')) return type.startsWith('text/') ? text : {};
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};

/** Returns a web `Request` as an extension's route gets it, or the status that refuses it: 413 for a body over 1 MiB, 400 for JSON that is none. */
export const endpointRequest = async (request: Request): Promise<EndpointRequest | { readonly status: 400 | 413 }> => {
  const { pathname, search } = new URL(request.url);
  const text = await readText(request);
  if (text === undefined) return { status: 413 };
  const body = parseBody(text, request.headers.get('content-type') ?? '');
  if (body === undefined) return { status: 400 };
  return { method: request.method, target: pathname + search, headers: Object.fromEntries(request.headers), body };
};
