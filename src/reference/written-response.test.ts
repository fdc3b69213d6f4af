import { describe, expect, it } from 'vitest';

import type { Json } from '../contract/json.ts';
import { writtenResponse } from './written-response.ts';

const forged = { 'content-type': 'text/html', 'set-cookie': 'a=b', 'x-content-type-options': '' };
const written = (status: number, body: Json) => writtenResponse({ status, headers: forged, body });

describe('writtenResponse', () => {
  it('takes no header from what came out of a realm', () => {
    const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
    expect(written(200, '<b>')).toEqual({ status: 200, headers, text: '<b>' });
    expect(written(404, { a: '<b>' })).toEqual({
      status: 404,
      headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
      text: '{"a":"<b>"}',
    });
  });

  it.each([204, 205, 304])('sends nothing with %i', (status) => {
    expect(written(status, 'x')).toEqual({ status, headers: { 'x-content-type-options': 'nosniff' }, text: null });
  });

  it.each([99, 100, 101, 199, 600, 200.5, Number.NaN])('makes a status that is none a 500: %d', (status) => {
    const { status: sent, text } = written(status, 'hello');
    expect([sent, text]).toEqual([500, expect.stringContaining('EXTENSION_FAILED') as unknown]);
  });

  it('makes a body that is too deep to be written a 500', () => {
    let deep: Json = null;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(written(200, deep).status).toBe(500);
  });
});
