import { RequestError } from 'got';
import { isPlainRecord } from '../scope/is-plain-record.ts';
import { limitError, networkError, SdkError, typeError } from '../sdk-error.ts';
import { denialError } from './denial-error.ts';
import { encodeBody } from './encode-body.ts';
import { follow } from './follow.ts';
import { requestAnswer, type RequestAnswer } from './request-answer.ts';
import type { RequestContext } from './request-context.ts';

const ownOf = (record: Readonly<Record<string, unknown>>, key: string): unknown => (Object.hasOwn(record, key) ? record[key] : undefined);

const known: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE']);

// The client's own error holds the whole request, headers and credentials too: only its message goes on, and that to the operator alone.
const failure = (error: unknown): SdkError => {
  if (error instanceof SdkError) return error;
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  const cause = error instanceof RequestError ? new Error(error.message) : error;
  return networkError(known.has(code) ? `The "request" found no answer (${String(code)})` : 'The "request" found no answer', cause);
};

const answer = async (context: RequestContext, url: unknown, options: unknown, signal: AbortSignal): Promise<RequestAnswer> => {
  const { scopes, parts, limits } = context;
  const given = options === undefined ? {} : options;
  if (!isPlainRecord(given)) throw typeError('The options of "request" have to be an object');
  const method = ownOf(given, 'method') ?? 'GET';
  const decision = parts.checkRequest(scopes, url, method);
  if (!decision.ok) throw denialError(decision.reason, url, method);
  const headers = parts.checkHeaders(ownOf(given, 'headers'), limits);
  if (headers instanceof SdkError) throw headers;
  const body = encodeBody(ownOf(given, 'body'), headers.get('content-type'), limits.requestBytes);
  if (body instanceof SdkError) throw body;
  const message = { method: decision.method, headers, ...(body === undefined ? {} : { body }) };
  using _turn = await context.turns?.enter(signal);
  return requestAnswer(await follow(context, decision, message, signal));
};

/**
 * Does what one call of `request` asks for, within the time limit.
 * @throws {SdkError} of every kind; nothing else.
 */
export const performRequest = async (
  context: RequestContext,
  url: unknown,
  options: unknown,
  abandoned: AbortSignal,
): Promise<RequestAnswer> => {
  const late = new AbortController();
  const { requestMs } = context.limits;
  const timer = setTimeout(() => {
    late.abort(limitError(`The "request" took longer than ${String(requestMs)} ms`));
  }, requestMs);
  try {
    return await answer(context, url, options, AbortSignal.any([abandoned, late.signal]));
  } catch (error) {
    throw late.signal.aborted && !(error instanceof SdkError) ? (late.signal.reason as SdkError) : failure(error);
  } finally {
    clearTimeout(timer);
  }
};
