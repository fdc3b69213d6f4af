import { describe, expect, it } from 'vitest';
import { escapeText } from './escape-text.ts';

const every = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));

describe('escapeText', () => {
  it('leaves text without control characters as it is', () => {
    for (const text of ['', 'plain', 'a\\nb', '\\u001b', 'ä€😀', '日本語', '{"a":"b"}']) expect(escapeText(text)).toBe(text);
  });

  it('escapes what ends a line, moves a cursor or turns the direction', () => {
    expect(escapeText('a\nb\rc\td\u0000\u001b[2J\u007f\u0085\u009b\u2028\u2029\u200e\u200f\u202a\u202e\u2066\u2069\u061c')).toBe(
      'a\\nb\\rc\\td\\u0000\\u001b[2J\\u007f\\u0085\\u009b\\u2028\\u2029\\u200e\\u200f\\u202a\\u202e\\u2066\\u2069\\u061c',
    );
  });

  it('leaves no character that Unicode calls a control, a separator of lines or a bidi control', () => {
    const dangerous = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
    expect(every.filter((character) => dangerous.test(escapeText(character)))).toEqual([]);
    expect(every.filter((character) => escapeText(character) !== character && !dangerous.test(character))).toEqual([]);
  });
});
