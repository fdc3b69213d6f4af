import { describe, expect, it } from 'vitest';
import { compileGlob } from './compile-glob.ts';
import { compileHost } from './compile-host.ts';

// Globs that look like more than one host or port, or like none, and the part that the refusal has to name.
const refused: readonly (readonly [glob: string, about: string])[] = [
  ['https://', 'host'],
  ['https:///x', 'host'],
  ['https://?x', 'host'],
  ['https://:443/', 'host'],
  ['https://allowed*', 'host'],
  ['https://a*.test/*', 'host'],
  ['https://*a.test/*', 'host'],
  ['https://**.a.test/*', 'host'],
  ['https://**/*', 'host'],
  ['https://*.*.test/*', 'host'],
  ['https://a.*.test/*', 'host'],
  ['https://a.*/*', 'host'],
  ['https://*./*', 'host'],
  ['https://*..test/*', 'host'],
  ['https://.a.test/*', 'host'],
  ['https://a.test./*', 'host'],
  ['https://*.a.test./*', 'host'],
  ['https://-a.test/*', 'host'],
  ['https://user@a.test/*', 'host'],
  ['https://user:pw@a.test/*', 'port'],
  ['https://a.test@*/x', 'host'],
  ['https://%61.test/*', 'host'],
  ['https://*.%61.test/*', 'host'],
  ['https://a b.test/*', 'host'],
  ['https://*.127.0.0.1/*', 'host'],
  ['https://*.1/*', 'host'],
  ['https://*.0x7f/*', 'host'],
  ['https://*.[::1]/*', 'host'],
  ['https://[::1/*', 'host'],
  ['https://[::1]x/*', 'host'],
  ['https://::1/*', 'host'],
  ['https://a<b/*', 'host'],
  ['https://a.test:/*', 'port'],
  ['https://a.test:0/*', 'port'],
  ['https://a.test:65536/*', 'port'],
  ['https://a.test:123456/*', 'port'],
  ['https://a.test:8*/*', 'port'],
  ['https://a.test:**/*', 'port'],
  ['https://a.test:x/*', 'port'],
  ['https://a.test:1:2/*', 'port'],
  ['https://a.test:-1/*', 'port'],
  ['https://a.test:+1/*', 'port'],
];

describe('compileHost and compilePort', () => {
  it.each(refused)('refuse %j and name the %s', (glob, about) => {
    expect(compileGlob(glob)).toMatchObject({ expected: expect.stringContaining(about) as unknown });
  });
});

describe('compileHost', () => {
  it.each(['', 'a.test:443', '*.a.test:443', '*.[::1]', '*.127.0.0.1', 'a.test/x', 'a.test?x', 'a.test#x', 'x@a.test', '*.*'])(
    'takes no more than a host: not %j',
    (host) => {
      expect(compileHost(host)).toBeUndefined();
    },
  );
});
