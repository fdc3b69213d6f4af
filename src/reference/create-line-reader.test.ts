import { describe, expect, it } from 'vitest';

import { createLineReader } from './create-line-reader.ts';

const linesOf = (...chunks: readonly string[]): readonly string[] => {
  const lines: string[] = [];
  const read = createLineReader((line) => lines.push(line));
  chunks.forEach(read);
  return lines;
};

describe('createLineReader', () => {
  it('hands on complete lines, however they are cut', () => {
    expect(linesOf('a\nb\n')).toEqual(['a', 'b']);
    expect(linesOf('a', 'b', '\n\nc', 'd\ne')).toEqual(['ab', '', 'cd']);
    expect(linesOf('\n', '', '\n')).toEqual(['', '']);
  });

  it('holds back what has no newline yet', () => {
    expect(linesOf('abc')).toEqual([]);
  });

  it('cuts the same lines out of any chunks', () => {
    const text = 'one\ntwo\n\nthree and more\n';
    for (let size = 1; size <= text.length; size += 1) {
      const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));
      expect(linesOf(...chunks)).toEqual(['one', 'two', '', 'three and more']);
    }
  });
});
