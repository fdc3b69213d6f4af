import type { RequestHeaders } from './request-headers.ts';
import type { EncodedBody } from './encode-body.ts';

/** What a request says beside its URL. */
export interface Message {
  readonly method: string;
  readonly headers: RequestHeaders;
  readonly body?: EncodedBody;
}

/**
 * Returns the URL that a `location` means, or `undefined` for one that is not ASCII without space, control and backslash.
 * One with a scheme is returned as it is, so that a check sees it before any parser has straightened it.
 */
export const locationOf = (location: string, from: string): string | undefined => {
  if (!/^[\u0021-\u005b\u005d-\u007e]+$/.test(location)) return undefined;
  return /^[a-z][a-z0-9+.-]*:/i.test(location) ? location : URL.parse(location, from)?.href;
};

const losesBody = (status: number, method: string): boolean =>
  (status === 303 && method !== 'GET') || ((status === 301 || status === 302) && method === 'POST');

/** Returns the message for the next hop: 303, and 301 and 302 after a POST, make it a GET without body and content fields (RFC 9110, section 15.4). */
export const nextMessage = (status: number, message: Message): Message => {
  if (!losesBody(status, message.method)) return message;
  return { method: 'GET', headers: new Map([...message.headers].filter(([name]) => !name.startsWith('content-'))) };
};
