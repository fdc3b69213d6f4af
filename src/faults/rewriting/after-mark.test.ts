import { describe, expect, it } from 'vitest';

import { afterMark } from './after-mark.ts';

describe('afterMark', () => {
  it.each([
    ['in front of a source', 'a;', 'b; a;'],
    ['behind a byte order mark', '\uFEFFa;', '\uFEFFb; a;'],
    ['behind the line of a hashbang', '#! x\na;', '#! x\nb; a;'],
  ])('puts the text %s', (_, source, expected) => {
    expect(afterMark(source, 'b;')).toBe(expected);
  });
});
