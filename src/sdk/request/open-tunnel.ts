import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIPv6, type Socket } from 'node:net';
import { networkError } from '../sdk-error.ts';

const agents = { http: new HttpAgent({ keepAlive: false }), https: new HttpsAgent({ keepAlive: false, maxCachedSessions: 0 }) };

const credentialsOf = ({ username, password }: URL): { readonly 'proxy-authorization'?: string } => {
  if (username === '' && password === '') return {};
  const text = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(text).toString('base64')}` };
};

const connect = (proxy: URL, authority: string, ca: string | undefined, signal: AbortSignal): Promise<Socket> => {
  const secure = proxy.protocol === 'https:';
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const request = (secure ? httpsRequest : httpRequest)({
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port === '' ? (secure ? 443 : 80) : Number(proxy.port),
    method: 'CONNECT',
    path: authority,
    headers: { host: authority, ...credentialsOf(proxy) },
    agent: secure ? agents.https : agents.http,
    maxHeaderSize: 16_384,
    rejectUnauthorized: true,
    signal,
    ...(ca === undefined ? {} : { ca }),
  });
  // Stays on: an abort after the tunnel is open is an error here too.
  request.on('error', reject);
  request.on('connect', (response: IncomingMessage, socket: Socket, early: Buffer) => {
    const status = response.statusCode ?? 0;
    // Nobody has been asked anything yet, so early bytes are no answer.
    if (status >= 200 && status < 300 && early.length === 0) {
      resolve(socket);
      return;
    }
    socket.destroy();
    const answered = early.length === 0 ? String(status) : `${String(status)} and more bytes`;
    // The proxy's answer is the operator's: it must not pass for one of the server.
    reject(networkError('The "request" found no answer', new Error(`The proxy answered CONNECT ${authority} with ${answered}`)));
  });
  request.end();
  return promise;
};

/**
 * Opens a tunnel through a proxy with `CONNECT` (RFC 9110, section 9.3.6) to the first of these addresses that it reaches, and returns its socket, which the
 * caller destroys. The proxy is told addresses and no name, so that it connects where was checked (REQ-13, REQ-14).
 * @throws {SdkError} of kind `network` when the proxy refuses all, else the error of the connection; aborting the signal closes it.
 */
export const openTunnel = async (
  proxy: URL,
  addresses: readonly [string, ...string[]],
  port: number,
  ca: string | undefined,
  signal: AbortSignal,
): Promise<Socket> => {
  let refused: unknown;
  for (const address of addresses) {
    try {
      return await connect(proxy, `${isIPv6(address) ? `[${address}]` : address}:${String(port)}`, ca, signal);
    } catch (error) {
      signal.throwIfAborted();
      refused = error;
    }
  }
  throw refused;
};
