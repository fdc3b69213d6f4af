import { TextDecoder } from 'node:util';

const decoderFor = (contentType: string | undefined): TextDecoder => {
  const label = /;\s*charset\s*=\s*"?([a-z0-9_.:-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label);
  } catch (error) {
    if (error instanceof RangeError) return new TextDecoder();
    throw error;
  }
};

/** Returns bytes as text by the charset of the content type, UTF-8 when there is none or an unknown one; a byte order mark is left out. */
export const decodeText = (bytes: Uint8Array, contentType: string | undefined): string => decoderFor(contentType).decode(bytes);
