import { once } from 'node:events';
import { connect } from 'node:net';

/** Messages to and from one process. */
export interface Channel {
  send(text: string): void;
  close(): void;
}

const upgrade =
  'GET / HTTP/1.1\r\nHost: extension\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c2FuZHByb29mIGNlbGwuLg==\r\n\r\n';
const headEnd = '\r\n\r\n';

const textFrame = 0x81;
/* RFC 6455 has clients mask what they send, with any mask: that of zeros changes nothing. */
const masked = 0x80;
const mask = Buffer.alloc(4);

const frameOf = (text: string): Buffer => {
  const payload = Buffer.from(text);
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = textFrame;
  head[1] = masked | (length < 126 ? length : length < 65_536 ? 126 : 127);
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, mask, payload]);
};

interface Frame {
  readonly first: number;
  readonly payload: Buffer;
  /** Bytes of the whole frame. */
  readonly length: number;
}

const bytesOf = (buffer: Buffer): { readonly head: number; readonly payload: number } | undefined => {
  const short = (buffer[1] ?? 0) & 0x7f;
  const head = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (buffer.length < head) return undefined;
  return { head, payload: head === 2 ? short : head === 4 ? buffer.readUInt16BE(2) : Number(buffer.readBigUInt64BE(2)) };
};

/* What a server sends is not masked. */
const firstFrame = (buffer: Buffer): Frame | undefined => {
  const bytes = buffer.length < 2 ? undefined : bytesOf(buffer);
  if (bytes === undefined || buffer.length < bytes.head + bytes.payload) return undefined;
  const length = bytes.head + bytes.payload;
  return { first: buffer[0] ?? 0, payload: buffer.subarray(bytes.head, length), length };
};

/**
 * Opens a WebSocket over a Unix socket, which the interception of a cell leaves alone. Every message is one text; `onEnd` hears once that no more will come.
 * @throws {Error} when nobody listens there, or answers otherwise
 */
export const openChannel = async (path: string, onMessage: (text: string) => void, onEnd: () => void): Promise<Channel> => {
  const socket = connect({ path });
  const opened = Promise.withResolvers<void>();
  let kept: readonly Buffer[] = [];
  let isOpen = false;
  let wanted = 0;

  const takeHead = (buffer: Buffer): Buffer => {
    const end = buffer.indexOf(headEnd);
    if (end === -1) return buffer;
    isOpen = buffer.toString('latin1', 0, 12) === 'HTTP/1.1 101';
    if (isOpen) opened.resolve();
    else socket.destroy();
    return buffer.subarray(end + headEnd.length);
  };

  const takeFrames = (buffer: Buffer): Buffer => {
    let rest = buffer;
    for (let frame = firstFrame(rest); frame !== undefined; frame = firstFrame(rest)) {
      rest = rest.subarray(frame.length);
      if (frame.first === textFrame) onMessage(frame.payload.toString());
      else socket.destroy(); // it closes, or speaks otherwise than it does
    }
    const bytes = rest.length < 2 ? undefined : bytesOf(rest);
    wanted = bytes === undefined ? 0 : bytes.head + bytes.payload;
    return rest;
  };

  socket.on('data', (chunk) => {
    kept = [...kept, chunk];
    if (kept.reduce((sum, { length }) => sum + length, 0) < wanted) return;
    const whole = Buffer.concat(kept);
    const rest = isOpen ? whole : takeHead(whole);
    kept = [isOpen ? takeFrames(rest) : rest];
  });
  socket.on('error', opened.reject);
  socket.on('close', () => {
    opened.reject(new Error('workerd closed the connection'));
    onEnd();
  });
  await once(socket, 'connect');
  socket.write(upgrade);
  await opened.promise;
  return { send: (text) => void socket.write(frameOf(text)), close: () => socket.destroy() };
};
