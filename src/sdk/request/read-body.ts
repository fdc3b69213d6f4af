import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Request } from 'got';
import { limitError, networkError, type SdkError } from '../sdk-error.ts';
import { decodeText } from './decode-text.ts';
import type { ResponseHeaders } from './read-headers.ts';

const decoders: ReadonlyMap<string, () => Transform> = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

// One coding at most: a server may list thousands, and each would cost a decoder.
const decoderOf = (headers: ResponseHeaders): Transform | undefined => {
  const coding = (headers['content-encoding'] ?? '').trim().toLowerCase();
  if (coding === '' || coding === 'identity') return undefined;
  const create = decoders.get(coding);
  if (create === undefined) throw networkError('The answer of "request" has an unknown content coding');
  return create();
};

// No body at all, as in an answer with status 304, is the end of the input too early for a decoder.
const isEmpty = (stream: Request, error: unknown): boolean =>
  stream.downloadProgress.transferred === 0 && error instanceof Error && 'code' in error && error.code === 'Z_BUF_ERROR';

/**
 * Reads a response body as text and counts its bytes before and after decoding, chunk by chunk: much may decode to little as well as little to much.
 * @throws {SdkError} of kind `limit` beyond `longest` bytes, of kind `network` for an unknown content coding; else the error of the stream or of the decoder.
 */
export const readBody = async (stream: Request, headers: ResponseHeaders, longest: number, signal: AbortSignal): Promise<string> => {
  const decoder = decoderOf(headers);
  const chunks: Buffer[] = [];
  let beyond: SdkError | undefined;
  const bounded = async function* (source: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > most) throw (beyond = limitError(`The answer of "request" is longer than ${String(longest)} bytes`));
      yield chunk;
    }
  };
  const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of bounded(source, longest)) chunks.push(chunk);
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
