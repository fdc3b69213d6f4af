import { describe, expect, it } from 'vitest';
import { messageOf, messageSizes } from './messages.ts';

describe('messageOf', () => {
  it.each(messageSizes)('returns an input of exactly $size of JSON text', ({ bytes }) => {
    expect(Buffer.byteLength(JSON.stringify(messageOf(bytes)))).toBe(bytes);
  });
});
