import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One HTTP request. Nothing is added to its headers but the host and the length of a body. */
export interface Asked {
  readonly method: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One HTTP response. Names of headers are in lower case; several of one name are joined with a comma. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const headEnd = Buffer.from('\r\n\r\n');

const requestText = ({ method, target, headers = {}, body = '' }: Asked): string => {
  const own = { host: 'localhost', ...(body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }) };
  const lines = Object.entries({ ...own, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  // what stands in no request line is escaped as browsers do it
  const path = target.replaceAll(/[^!-~]/gu, (character) => encodeURIComponent(character));
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
};

const headersOf = (lines: readonly string[]): Record<string, string> => {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(headers);
};

/* Undefined while something is missing. */
const unchunked = (bytes: Buffer): Buffer | undefined => {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    if (size === 0) return Buffer.concat(parts);
    const end = line + 2 + size;
    if (Number.isNaN(size) || bytes.length < end + 2) return undefined;
    parts.push(bytes.subarray(line + 2, end));
    at = end + 2;
  }
};

const bodyOf = (method: string, status: number, headers: Readonly<Record<string, string>>, rest: Buffer): Buffer | undefined => {
  if (method === 'HEAD' || status === 204 || status === 304) return Buffer.alloc(0);
  if (headers['transfer-encoding'] !== undefined) return unchunked(rest);
  const length = Number(headers['content-length'] ?? 0);
  return rest.length < length ? undefined : rest.subarray(0, length);
};

/** Reads a response; undefined while it is not whole. What comes before the response itself (1xx) is skipped. */
export const readResponse = (method: string, bytes: Buffer): Answered | undefined => {
  const end = bytes.indexOf(headEnd);
  if (end < 0) return undefined;
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const status = Number(statusLine.split(' ')[1]);
  const rest = bytes.subarray(end + headEnd.length);
  if (status < 200) return readResponse(method, rest);
  const headers = headersOf(lines);
  const body = bodyOf(method, status, headers, rest);
  return body === undefined ? undefined : { status, headers, body: body.toString('utf8') };
};

/**
 * Sends one HTTP request to a server that listens on a Unix socket: written here, since what the clients of a cell send is intercepted as the case's network.
 * @throws {Error} when the server ends the connection before the response is whole; never settles when the server is silent
 */
export const ask = async (socketPath: string, asked: Asked): Promise<Answered> => {
  const socket: Socket = connect(socketPath);
  try {
    await once(socket, 'connect');
    socket.write(requestText(asked));
    socket.write(asked.body ?? '');
    const chunks: Buffer[] = [];
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      const answered = readResponse(asked.method, Buffer.concat(chunks));
      if (answered !== undefined) return answered;
    }
    throw new Error(`Directus ended the connection without an answer to ${asked.method} ${asked.target}`);
  } finally {
    socket.destroy();
  }
};
