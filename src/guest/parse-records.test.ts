import { describe, expect, it } from 'vitest';

import { GuestRecordError, parseRecords } from './parse-records.ts';

const records = [
  { log: 'text' },
  { sleep: 1, ms: 0.5 },
  { request: 2, url: 'https://a.test/', options: { method: 'GET', headers: { a: 'b' }, body: [1] } },
  { request: 3, url: 'https://a.test/', options: {} },
  { registered: [{ operation: 'a' }, { filter: 'b' }, { action: 'c' }, { endpoint: { method: 'GET', path: '/' } }] },
  { refused: { name: 'TypeError', message: 'no' } },
  { threw: 1, thrown: '5' },
  { threw: 1, thrown: 'null', error: { name: 'Error', message: 'm', status: 404, response: '{}' } },
  { absent: 1 },
  { over: 1, limit: 'log' },
];

describe('parseRecords', () => {
  it('gives back every kind of record', () => {
    expect(parseRecords(records.map((record) => JSON.stringify(record)).join('\n'))).toEqual(records);
    expect(parseRecords('')).toEqual([]);
  });

  it('reads a result and leaves its text as it is', () => {
    expect(parseRecords('R1\nR2 {"a": [1]}\nR3 "R4 x"')).toEqual([
      { returned: 1 },
      { returned: 2, json: '{"a": [1]}' },
      { returned: 3, json: '"R4 x"' },
    ]);
  });

  it('keeps __proto__ a plain key', () => {
    const [record] = parseRecords('{"request":1,"url":"u","options":{"headers":{"__proto__":"x"}}}');
    expect(JSON.stringify(record)).toBe('{"request":1,"url":"u","options":{"headers":{"__proto__":"x"}}}');
  });

  const wrong = [
    'x',
    '{}',
    '[]',
    'null',
    '1',
    '{"log":1}',
    '{"log":"a","more":1}',
    '{"sleep":1}',
    '{"sleep":1,"ms":-1}',
    '{"sleep":1,"ms":2147483648}',
    '{"sleep":"1","ms":1}',
    '{"request":1,"options":{}}',
    '{"request":1,"url":"u"}',
    '{"request":1,"url":"u","options":[]}',
    '{"request":1,"url":"u","options":{"lookup":1}}',
    '{"registered":{}}',
    '{"registered":[{"operation":1}]}',
    '{"registered":[{"operation":"a","filter":"b"}]}',
    '{"registered":[{"endpoint":{"method":"GET"}}]}',
    '{"refused":{"name":"a"}}',
    '{"refused":{"name":"a","message":"m","stack":"s"}}',
    '{"returned":1}',
    'R',
    'R ',
    'R-1 1',
    'R1.5 1',
    'R1x',
    'R99999999999999999 1',
    '{"threw":1}',
    '{"threw":1,"thrown":"null","error":null}',
    '{"absent":null}',
    '{"over":1,"limit":"cpu"}',
    '{"__proto__":{"log":"a"}}',
    '{"constructor":1}',
    '{"log":"a"}\n',
    '{"log":"a"}\n\n{"log":"b"}',
  ];
  it.each(wrong)('refuses %s', (text) => {
    expect(() => parseRecords(text)).toThrow(GuestRecordError);
  });

  it('quotes a bounded part of what it refused', () => {
    expect(() => parseRecords('y'.repeat(10_000))).toThrow(/^A realm wrote a record .{100,500}$/);
  });
});
