import { describe, expect, it } from 'vitest';

import { handedHeaders } from './handed-headers.ts';

describe('handedHeaders', () => {
  it('leaves out what belongs to the connection, also what it names itself, in any spelling', () => {
    const given = [
      ['Connection', 'Keep-Alive , X-Mine'],
      ['KEEP-ALIVE', 'timeout=5'],
      ['x-mine', '1'],
      ['Transfer-Encoding', 'chunked'],
      ['upgrade', 'h2c'],
      ['Proxy-Authorization', 'Basic s'],
      ['X-Theirs', '2'],
    ] as const;
    expect(handedHeaders(given)).toEqual({ 'x-theirs': '2' });
  });

  it('hands credentials in only where the host wants it', () => {
    const given = new Headers({ Authorization: 'Bearer s', Cookie: 'session=s', accept: '*/*' });
    expect(handedHeaders(given)).toEqual({ accept: '*/*' });
    expect(handedHeaders(given, { credentials: false })).toEqual({ accept: '*/*' });
    expect(handedHeaders(given, { credentials: true })).toEqual({ accept: '*/*', authorization: 'Bearer s', cookie: 'session=s' });
  });

  it('makes a header called __proto__ a plain one', () => {
    const handed = handedHeaders([['__proto__', 'x']]);
    expect([Object.entries(handed), Object.getPrototypeOf(handed)]).toEqual([[['__proto__', 'x']], Object.prototype]);
  });
});
