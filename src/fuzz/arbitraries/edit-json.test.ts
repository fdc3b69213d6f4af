import { describe, expect, it } from 'vitest';

import { editJson } from './edit-json.ts';

describe('editJson', () => {
  const value = { a: { b: [1, 2] }, c: 3 };

  it('changes, adds and takes away, and leaves the original alone', () => {
    expect(editJson(value, ['a', 'b', 1], () => 'x')).toEqual({ a: { b: [1, 'x'] }, c: 3 });
    expect(editJson(value, ['a', 'b', 0], () => undefined)).toEqual({ a: { b: [2] }, c: 3 });
    expect(editJson(value, ['c'], () => undefined)).toEqual({ a: { b: [1, 2] } });
    expect(editJson(value, ['a', 'd'], (old) => old ?? 'new')).toEqual({ a: { b: [1, 2], d: 'new' }, c: 3 });
    expect(value).toEqual({ a: { b: [1, 2] }, c: 3 });
  });

  it('leaves a value alone where there is no such place', () => {
    expect(editJson(value, ['c', 'd'], () => 1)).toEqual(value);
    expect(editJson(value, ['x', 'd'], () => 1)).toEqual(value);
    expect(editJson(value, ['a', 'b', 'd'], () => 1)).toEqual(value);
  });

  it('takes __proto__ for a key', () => {
    expect(JSON.stringify(editJson({ a: 1 }, ['__proto__'], () => ({ b: 2 })))).toBe('{"a":1,"__proto__":{"b":2}}');
  });
});
