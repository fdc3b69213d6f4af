import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

import type { ServerAnswer } from '../contract/network.ts';

/** Bytes of a body that stands in memory as one piece; a longer one is written as its text again and again. */
const onePiece = 65_536;

const bodyOf = ({ body = '', times = 1, coding }: ServerAnswer): { readonly bytes: Buffer; readonly times: number } => {
  const text = Buffer.from(body);
  if (coding === undefined) {
    const whole = Math.max(1, Math.min(times, Math.floor(onePiece / Math.max(1, text.length))));
    return times % whole === 0 ? { bytes: Buffer.alloc(text.length * whole, text), times: times / whole } : { bytes: text, times };
  }
  // a gzip file may have many members (RFC 1952); a Brotli stream has one, and its lowest quality packs 64 MiB in a tenth of a second
  if (coding === 'gzip') return { bytes: gzipSync(text), times };
  const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 0, [constants.BROTLI_PARAM_LGWIN]: 22 } };
  return { bytes: brotliCompressSync(Buffer.alloc(text.length * times, text), quick), times: 1 };
};

// Latin-1, as header bytes are; a line is written as it stands, so that a name may be one that Node would not write.
const headOf = (answer: ServerAnswer, length: number | undefined): string => {
  const { status = 200, headers = [], coding } = answer;
  const fields = [
    ...headers,
    ...(coding === undefined ? [] : [['content-encoding', coding] as const]),
    ...(length === undefined ? [['transfer-encoding', 'chunked'] as const] : [['content-length', String(length)] as const]),
    ['connection', 'close'] as const,
  ];
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
};

const send = async (socket: Socket, bytes: Buffer | string): Promise<void> => {
  if (socket.destroyed || socket.write(bytes, 'latin1')) return;
  const gone = new AbortController();
  await new Promise<void>((resolve) => {
    const done = (): void => {
      gone.abort();
      resolve();
    };
    socket.once('drain', done);
    socket.once('close', done);
  });
};

const chunk = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);

/** Writes one answer to a socket; resolves with whether all of it was written, and never before what is unfinished has been given up by the client. */
export const writeAnswer = async (socket: Socket, answer: ServerAnswer): Promise<boolean> => {
  const { hints, pace, silent, unfinished } = answer;
  const over = (): boolean => socket.destroyed;
  if (silent === true) return false;
  for (let n = 0; n < (hints?.times ?? 0) && !over(); n++)
    await send(socket, `HTTP/1.1 103 Early Hints\r\nlink: ${hints?.link ?? ''}\r\n\r\n`);
  const { bytes, times } = bodyOf(answer);
  const chunked = unfinished === true;
  await send(socket, headOf(answer, chunked ? undefined : bytes.length * times));
  const step = pace?.bytes ?? bytes.length;
  for (let n = 0; n < times && !over(); n++) {
    for (let at = 0; at < bytes.length && !over(); at += step) {
      if (pace !== undefined) await wait(pace.everyMs);
      const piece = bytes.subarray(at, at + step);
      await send(socket, chunked ? chunk(piece) : piece);
    }
  }
  if (chunked || over()) return false;
  await new Promise<void>((resolve) => {
    socket.end(resolve);
    socket.once('close', () => resolve());
  });
  return socket.writableFinished;
};
