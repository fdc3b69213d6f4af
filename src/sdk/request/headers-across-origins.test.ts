import { describe, expect, it } from 'vitest';
import { headersAcrossOrigins } from './headers-across-origins.ts';

const left = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(headersAcrossOrigins(new Map(Object.entries(headers))));

describe('headersAcrossOrigins', () => {
  it('keeps safelisted headers with safe values', () => {
    expect(left({ accept: '*/*', 'accept-language': 'de', 'content-language': 'en' })).toEqual({
      accept: '*/*',
      'accept-language': 'de',
      'content-language': 'en',
    });
  });

  it('drops everything else', () => {
    const headers = [
      'authorization',
      'cookie',
      'proxy-authorization',
      'x-api-key',
      'api-key',
      'user-agent',
      'referer',
      'origin',
      'range',
      'accept-charset',
      '__proto__',
    ];
    expect(left(Object.fromEntries(headers.map((name) => [name, 'v'])))).toEqual({});
  });

  it('drops safelisted headers with values that could carry more', () => {
    expect(left({ accept: 'x'.repeat(129) })).toEqual({});
    for (const unsafe of '"():<>?@[\\]{}\u0001\u007f') expect(left({ accept: `a${unsafe}` })).toEqual({});
  });

  it('keeps the bare type of a body', () => {
    expect(left({ 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' })).toEqual({
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(left({ 'content-type': 'Application/JSON; key=secret' })).toEqual({ 'content-type': 'application/json' });
    expect(left({ 'content-type': 'application/secret' })).toEqual({});
  });
});
