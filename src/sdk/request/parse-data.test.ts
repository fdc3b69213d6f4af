import { describe, expect, it } from 'vitest';
import { parseData } from './parse-data.ts';

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('parseData', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'text/json',
    'application/problem+json',
    'application/vnd.api+json;v=1',
  ])('parses every value under %s', (type) => {
    for (const value of [{ a: [1] }, [], 'text', 42, null, true]) expect(parseData(JSON.stringify(value), type)).toEqual(value);
  });

  it.each([undefined, 'text/plain', 'text/html', 'application/octet-stream', 'application/jsonp', 'application/json-seq', 'x/notjson'])(
    'parses objects and arrays alone under %s',
    (type) => {
      expect(parseData(' {"a":1}', type)).toEqual({ a: 1 });
      expect(parseData('[1]', type)).toEqual([1]);
      for (const text of ['42', '"text"', 'null', 'true', 'plain', '']) expect(parseData(text, type)).toBe(text);
    },
  );

  it('leaves what does not parse as it is', () => {
    for (const text of ['', '{', '[1,]', '{a:1}', '[ ] [ ]', 'NaN']) expect(parseData(text, 'application/json')).toBe(text);
  });

  it('leaves what is nested too deep as it is, and what it returns can be written again', () => {
    expect(JSON.stringify(parseData(nested(512), 'application/json'))).toBe(nested(512));
    expect(parseData(nested(513), 'application/json')).toBe(nested(513));
    expect(parseData(nested(200_000), 'application/json')).toBe(nested(200_000));
    const brackets = JSON.stringify(['['.repeat(1_000), `\\"${'{'.repeat(1_000)}`]);
    expect(parseData(brackets, 'application/json')).toEqual(JSON.parse(brackets));
  });

  it('keeps __proto__ and constructor plain data', () => {
    const data = parseData('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}', 'application/json');
    expect(Object.keys(data as object)).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
