import { describe, expect, it } from 'vitest';

import type { ExpectedRecord } from './expectation.ts';
import { isRecord } from './judge-record.ts';

describe('isRecord', () => {
  it.each<[string, ExpectedRecord]>([
    ['a\\n', 'a\\n'],
    ['a\\nb', { around: ['a', 'b'] }],
    ['a\\u001b\\u001bb', { around: ['a', '', 'b'] }],
    ['\\u0000', { around: ['', ''] }],
    ['^Jend', { around: ['', 'end'] }],
    ['first', { not: 'second' }],
  ])('takes %j for %j', (text, expected) => {
    expect(isRecord(text, expected)).toBe(true);
  });

  it.each<[string, ExpectedRecord]>([
    ['a ', 'a'],
    ['a\nb', { around: ['a', 'b'] }],
    ['ab', { around: ['a', 'b'] }],
    ['a?b', { around: ['a', '', 'b'] }],
    ['a\\n', { around: ['a', 'b'] }],
    ['', { around: ['', ''] }],
    ['second', { not: 'second' }],
  ])('does not take %j for %j', (text, expected) => {
    expect(isRecord(text, expected)).toBe(false);
  });
});
