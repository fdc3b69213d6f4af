import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Request } from 'got';
import { limitError, networkError, type SdkError } from '../sdk-error.ts';
import type { HeldBytes } from './byte-budget.ts';
import { decodeText } from './decode-text.ts';
import type { ResponseHeaders } from './read-headers.ts';

interface Decoding {
  readonly create: () => Transform;
  /** Bytes that a decoder itself may hold. */
  readonly holds: number;
}

/* The window of each format at its largest (RFC 1950, RFC 7932), and some state. */
const inflating = 65_536;
const decodings: ReadonlyMap<string, Decoding> = new Map([
  ['gzip', { create: () => createGunzip(), holds: inflating }],
  ['x-gzip', { create: () => createGunzip(), holds: inflating }],
  ['deflate', { create: () => createInflate(), holds: inflating }],
  ['br', { create: () => createBrotliDecompress(), holds: 16_777_216 }],
]);

// One coding at most: a server may list thousands, and each would cost a decoder.
const decodingOf = (headers: ResponseHeaders): Decoding | undefined => {
  const coding = (headers['content-encoding'] ?? '').trim().toLowerCase();
  if (coding === '' || coding === 'identity') return undefined;
  const decoding = decodings.get(coding);
  if (decoding === undefined) throw networkError('The answer of "request" has an unknown content coding');
  return decoding;
};

// No body at all, as in an answer with status 304, is the end of the input too early for a decoder.
const isEmpty = (stream: Request, error: unknown): boolean =>
  stream.downloadProgress.transferred === 0 && error instanceof Error && 'code' in error && error.code === 'Z_BUF_ERROR';

/**
 * Reads a response body as text and counts its bytes before and after decoding, chunk by chunk: much may decode to little as well as little to much.
 * Each decoded chunk is held, and so is what a decoder needs, which may have to wait for others.
 * @throws {SdkError} of kind `limit` beyond `longest` bytes, of kind `network` for an unknown content coding; else the error of the stream or of the decoder.
 */
export const readBody = async (
  stream: Request,
  headers: ResponseHeaders,
  longest: number,
  signal: AbortSignal,
  held?: HeldBytes,
): Promise<string> => {
  const decoding = decodingOf(headers);
  const tooLong = (): SdkError => limitError(`The answer of "request" is longer than ${String(longest)} bytes`);
  // Node's parser has refused what is no number, and reads no more than it says.
  if (decoding === undefined && Number(headers['content-length'] ?? 0) > longest) throw tooLong();
  if (decoding !== undefined) await held?.reserve(decoding.holds, signal);
  const decoder = decoding?.create();
  const chunks: Buffer[] = [];
  let beyond: SdkError | undefined;
  const bounded = async function* (source: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > most) throw (beyond = tooLong());
      yield chunk;
    }
  };
  const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of bounded(source, longest)) {
      await held?.take(chunk.length, signal);
      chunks.push(chunk);
    }
  };
  // What can't be compressed grows by a header and a few bytes a block, less than this.
  const encoded = (source: AsyncIterable<Buffer>): AsyncIterable<Buffer> => bounded(source, longest + longest / 64 + 1_024);
  try {
    await (decoder === undefined ? pipeline(stream, collect, { signal }) : pipeline(stream, encoded, decoder, collect, { signal }));
  } catch (error) {
    // The client wraps what its stream is destroyed with.
    if (beyond !== undefined) throw beyond;
    if (!isEmpty(stream, error)) throw error;
  }
  return decodeText(Buffer.concat(chunks), headers['content-type']);
};
