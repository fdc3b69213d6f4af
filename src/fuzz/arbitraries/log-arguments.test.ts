import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isRecord } from '../judge-record.ts';
import { logArgument } from './log-arguments.ts';

const drawn = fc.sample(logArgument, { seed: 1, numRuns: 2_000 });
const written = drawn.filter(({ source }) => source.startsWith('"'));
const textOf = (source: string): string => JSON.parse(source) as string;

describe('logArgument', () => {
  it('draws texts of up to 4 KiB, some of exactly that', () => {
    const sizes = written.map(({ source, kind }) => (kind === 'control characters' ? 0 : Buffer.byteLength(textOf(source))));
    expect(Math.max(...sizes)).toBe(4_096);
  });

  it('expects exactly the text where no character of it has to be escaped, and never the text itself where one has', () => {
    expect(new Set(written.map(({ kind }) => kind))).toEqual(new Set(['a text', 'a long text', 'control characters']));
    for (const { source, record, kind } of written) expect(isRecord(textOf(source), record)).toBe(kind !== 'control characters');
  });

  it('draws what is no text in more than thirty ways', () => {
    expect(new Set(drawn.filter(({ isText }) => !isText).map(({ kind }) => kind)).size).toBeGreaterThan(30);
  });
});
