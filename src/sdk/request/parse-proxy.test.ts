import { describe, expect, it } from 'vitest';
import { openSdk } from '../ask.testing.ts';
import { parseProxy } from './parse-proxy.ts';

describe('parseProxy', () => {
  it('takes http and https URLs as text or URL, with or without credentials and port', () => {
    for (const text of ['http://proxy.internal:3128', 'https://proxy.internal/', 'HTTP://u:p@[::1]:8080'])
      for (const given of [text, new URL(text)]) expect(parseProxy(given).href).toBe(new URL(text).href);
  });

  it.each([
    '',
    'proxy.internal:3128',
    'proxy.internal',
    '127.0.0.1:3128',
    '//proxy.internal',
    'socks5://proxy.internal:1080',
    'http://proxy.internal/path',
    'http://proxy.internal/?query',
    'http://proxy.internal/#hash',
    'http://proxy.internal:0',
    'http://proxy.internal:65536',
    'http://user:secret@',
    'ftp://user:secret@proxy.internal',
    'http://user:secret@proxy.internal/path',
    'http://user:secret@proxy internal',
    'http://user:secret%@proxy.internal',
    true,
    null,
    3128,
    {},
  ])('refuses %j, names the field and shows no password', (given) => {
    const attempt = (): unknown => openSdk({}, { proxy: given as string });
    expect(attempt).toThrow(
      /^proxy: expected an http: or https: URL without a path, its credentials percent-encoded, such as http:\/\/proxy\.internal:3128, got ./,
    );
    expect(attempt).toThrow(TypeError);
    expect(attempt).not.toThrow('secret');
  });
});
