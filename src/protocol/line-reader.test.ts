import { describe, expect, it } from 'vitest';

import { lineReader, longestLine } from './line-reader.ts';

const read = (chunks: readonly string[]): { lines: string[]; tooLong: string[] } => {
  const lines: string[] = [];
  const tooLong: string[] = [];
  const take = lineReader(
    (line) => lines.push(line),
    (start) => tooLong.push(start),
  );
  for (const chunk of chunks) take(chunk);
  return { lines, tooLong };
};

describe('lineReader', () => {
  it('puts a line together from any chunks', () => {
    expect(read(['a', 'b\ncd', '', '\n', '\ne\nf']).lines).toEqual(['ab', 'cd', '', 'e']);
  });

  it('keeps a line that has not ended', () => {
    expect(read(['half']).lines).toEqual([]);
  });

  it('tells of a line over the longest allowed one by its start, once, and holds none of it', () => {
    const piece = 'x'.repeat(1024 * 1024);
    const { lines, tooLong } = read(['start of it ', ...Array.from({ length: longestLine / piece.length + 1 }, () => piece)]);
    expect(lines).toEqual([]);
    expect(tooLong).toHaveLength(1);
    expect(tooLong[0]).toMatch(/^start of it/);
  });
});
