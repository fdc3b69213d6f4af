import type { RequestHeaders } from './request-headers.ts';
import type { EncodedBody } from './encode-body.ts';

/** What a request says beside its URL. */
export interface Message {
  readonly method: string;
  readonly headers: RequestHeaders;
  readonly body?: EncodedBody;
}

const losesBody = (status: number, method: string): boolean =>
  (status === 303 && method !== 'GET') || ((status === 301 || status === 302) && method === 'POST');

/** Returns the message for the next hop: 303, and 301 and 302 after a POST, make it a GET without body and content fields (RFC 9110, section 15.4). */
export const nextMessage = (status: number, message: Message): Message => {
  if (!losesBody(status, message.method)) return message;
  return { method: 'GET', headers: new Map([...message.headers].filter(([name]) => !name.startsWith('content-'))) };
};
