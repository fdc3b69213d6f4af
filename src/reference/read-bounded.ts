/** Returns what comes as UTF-8 text, or undefined as soon as it is more than `limit` bytes; nothing more is read then. */
export const readBounded = async (chunks: AsyncIterable<Uint8Array>, limit: number): Promise<string | undefined> => {
  const kept: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > limit) return undefined;
    kept.push(chunk);
  }
  return Buffer.concat(kept).toString('utf8');
};
