import type { PlainResponse } from './plain-response.ts';
import { failureResponse } from './failure-response.ts';

/** A response as it goes out: these are all the headers that come of an extension's answer. `text` is null where none may be sent. */
export interface WrittenResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | null;
}

const withoutBody: readonly number[] = [204, 205, 304];

const textOf = (body: PlainResponse['body']): string | undefined => {
  try {
    return typeof body === 'string' ? body : JSON.stringify(body);
  } catch {
    /* Too deep for this stack, which is not the one that it was written on. */
    return undefined;
  }
};

/** Returns a response such that no browser runs it as code (ENDPOINT-8) and no header is the extension's; one that can't be written out is a 500. */
export const writtenResponse = ({ status, body, retryAfterSeconds }: PlainResponse): WrittenResponse => {
  const nosniff = { 'x-content-type-options': 'nosniff' };
  const text = textOf(body);
  if (text === undefined || !Number.isInteger(status) || status < 200 || status > 599)
    return writtenResponse(failureResponse(500, 'EXTENSION_FAILED', 'The extension failed'));
  if (withoutBody.includes(status)) return { status, headers: nosniff, text: null };
  const type = typeof body === 'string' ? 'text/plain' : 'application/json';
  const later = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return { status, headers: { 'content-type': `${type}; charset=utf-8`, ...nosniff, ...later }, text };
};
