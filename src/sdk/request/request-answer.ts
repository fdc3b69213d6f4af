import type { Json } from '../../contract/json.ts';
import { SdkError } from '../sdk-error.ts';
import { parseData } from './parse-data.ts';
import type { ResponseHeaders } from './read-headers.ts';
import type { HopResponse } from './send-once.ts';

/** What `request` resolves to (REQ-1). A type and not an interface, so that it is assignable to `Json`. */
export type RequestAnswer = {
  readonly status: number;
  readonly statusText: string;
  readonly headers: ResponseHeaders;
  readonly data: Json;
};

/**
 * Returns what the extension gets of a response.
 * @throws {SdkError} of kind `http` for a status outside 200–299, with `status` and `response`, the JSON text of the answer (REQ-12).
 */
export const requestAnswer = ({ status, statusText, headers, text }: HopResponse): RequestAnswer => {
  const answer = { status, statusText, headers, data: parseData(text, headers['content-type']) };
  if (status >= 200 && status < 300) return answer;
  const message = `The answer of "request" has the status ${String(status)}`;
  throw new SdkError({ kind: 'http', name: 'Error', message, status, response: JSON.stringify(answer) });
};
