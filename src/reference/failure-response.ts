import type { PlainResponse } from './plain-response.ts';

/** Returns the response of a request that came to nothing; `code` is for programs. */
export const failureResponse = (status: number, code: string, message: string): PlainResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: { errors: [{ message, extensions: { code } }] },
});

/** The response of a request whose body is over the limit. */
export const tooLarge: PlainResponse = failureResponse(413, 'BODY_TOO_LARGE', 'The body is too large');

/** The response of a request that says it brings JSON, and does not. */
export const notJson: PlainResponse = failureResponse(400, 'BODY_INVALID', 'The body is no JSON');
