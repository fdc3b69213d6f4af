import { describe, expect, it } from 'vitest';
import type { DenialReason } from './denial-reason.ts';
import { parseRequestUrl } from './parse-request-url.ts';

// What is read in one way only, and the href that is matched and sent.
const accepted: readonly (readonly [url: string, href: string])[] = [
  ['https://directus.com', 'https://directus.com/'],
  ['HTTPS://directus.com', 'https://directus.com/'],
  ['hTTp://directus.com/', 'http://directus.com/'],
  ['https://DIRECTUS.com/A', 'https://directus.com/A'],
  ['https://a.test:443/', 'https://a.test/'],
  ['https://a.test:0443/', 'https://a.test/'],
  ['http://a.test:80/', 'http://a.test/'],
  ['http://a.test:443/', 'http://a.test:443/'],
  ['https://a.test:8443/', 'https://a.test:8443/'],
  ['https://a.test:/', 'https://a.test/'],
  ['https://a.test:65535/', 'https://a.test:65535/'],
  ['https://a.test#frag', 'https://a.test/'],
  ['https://a.test/x#', 'https://a.test/x'],
  ['https://a.test/#@evil.test', 'https://a.test/'],
  ['https://a.test#/../..', 'https://a.test/'],
  ['https://a.test/?', 'https://a.test/'],
  ['https://a.test?', 'https://a.test/'],
  ['https://a.test/?#', 'https://a.test/'],
  ['https://a.test/x?#f', 'https://a.test/x'],
  ['https://a.test?x=1', 'https://a.test/?x=1'],
  ['https://a.test/??', 'https://a.test/??'],
  ['https://a.test/?a=../b', 'https://a.test/?a=../b'],
  ['https://a.test/?a=%2e%2e%2f', 'https://a.test/?a=%2e%2e%2f'],
  ['https://a.test/?u=@b.test', 'https://a.test/?u=@b.test'],
  ['https://a.test/@b.test', 'https://a.test/@b.test'],
  ['https://a.test//x', 'https://a.test//x'],
  ['https://a.test/x//y', 'https://a.test/x//y'],
  ['https://a.test/...', 'https://a.test/...'],
  ['https://a.test/.x', 'https://a.test/.x'],
  ['https://a.test/x..', 'https://a.test/x..'],
  ['https://a.test/..x/', 'https://a.test/..x/'],
  ['https://a.test/.well-known/x', 'https://a.test/.well-known/x'],
  ['https://a.test/%2e%2ex', 'https://a.test/%2e%2ex'],
  ['https://a.test/a;b', 'https://a.test/a;b'],
  ['https://a.test/a%2Fb', 'https://a.test/a%2Fb'],
  ['https://a.test/%25', 'https://a.test/%25'],
  ['https://a.test/%', 'https://a.test/%'],
  ['https://a.test/%zz', 'https://a.test/%zz'],
  ['https://a.test/é', 'https://a.test/%C3%A9'],
  ['https://a.test/%25252541', 'https://a.test/%25252541'],
  ['https://%64irectus.com/', 'https://directus.com/'],
  ['https://a%2etest/', 'https://a.test/'],
  ['https://bücher.test/', 'https://xn--bcher-kva.test/'],
  ['https://аpple.test/', 'https://xn--pple-43d.test/'],
  ['https://ａ.test/', 'https://a.test/'],
  ['https://a。test/', 'https://a.test/'],
  ['https://ⓐ.test/', 'https://a.test/'],
  ['https://a_b.test/', 'https://a_b.test/'],
  ['https://_dmarc.a.test/', 'https://_dmarc.a.test/'],
  ['http://localhost:8055/', 'http://localhost:8055/'],
  ['http://2130706433/', 'http://127.0.0.1/'],
  ['http://0x7f.1/', 'http://127.0.0.1/'],
  ['http://017700000001/', 'http://127.0.0.1/'],
  ['http://127.1/', 'http://127.0.0.1/'],
  ['http://0/', 'http://0.0.0.0/'],
  ['http://[::1]/', 'http://[::1]/'],
  ['http://[0:0:0:0:0:0:0:1]:8080/', 'http://[::1]:8080/'],
  ['http://[::ffff:127.0.0.1]/', 'http://[::ffff:7f00:1]/'],
  [`https://${'a'.repeat(63)}.test/`, `https://${'a'.repeat(63)}.test/`],
];

// What servers and parsers read in more than one way, or what is no web address.
const denied: readonly (readonly [url: unknown, reason: DenialReason])[] = [
  [undefined, 'url-not-a-string'],
  [null, 'url-not-a-string'],
  [1, 'url-not-a-string'],
  [['https://a.test/'], 'url-not-a-string'],
  [{ href: 'https://a.test/' }, 'url-not-a-string'],
  [Object('https://a.test/'), 'url-not-a-string'],
  [new URL('https://a.test/'), 'url-not-a-string'],
  [`https://a.test/${'x'.repeat(8_178)}`, 'url-too-long'],
  ['', 'url-scheme'],
  ['/x', 'url-scheme'],
  ['//a.test/', 'url-scheme'],
  ['a.test', 'url-scheme'],
  ['ftp://a.test/', 'url-scheme'],
  ['file:///etc/passwd', 'url-scheme'],
  ['data:text/plain,x', 'url-scheme'],
  ['javascript:alert(1)', 'url-scheme'],
  ['blob:https://a.test/1', 'url-scheme'],
  ['ws://a.test/', 'url-scheme'],
  ['gopher://a.test/', 'url-scheme'],
  ['dict://a.test/', 'url-scheme'],
  ['httpsx://a.test/', 'url-scheme'],
  ['xhttps://a.test/', 'url-scheme'],
  ['https', 'url-scheme'],
  ['https:', 'url-slashes'],
  ['https:a.test', 'url-slashes'],
  ['https:/a.test', 'url-slashes'],
  ['https:///a.test/', 'url-slashes'],
  ['https:////a.test/', 'url-slashes'],
  [' https://a.test/', 'url-forbidden-character'],
  ['https://a.test/ ', 'url-forbidden-character'],
  ['https://a.test/a b', 'url-forbidden-character'],
  ['ht\ntps://a.test/', 'url-forbidden-character'],
  ['https://a.te\tst/', 'url-forbidden-character'],
  ['https://a.test/\r\nx', 'url-forbidden-character'],
  ['https://a.test/\u0000', 'url-forbidden-character'],
  ['https://a.test/\u007f', 'url-forbidden-character'],
  ['https://a.test/\u0085', 'url-forbidden-character'],
  ['https:\\\\a.test\\', 'url-forbidden-character'],
  ['https://evil.test\\@a.test/', 'url-forbidden-character'],
  ['https://a.test\\.evil.test/', 'url-forbidden-character'],
  ['https://a.test/1\\..\\..\\x', 'url-forbidden-character'],
  ['https://a.test@evil.test/', 'url-userinfo'],
  ['https://user:pw@a.test/', 'url-userinfo'],
  ['https://@a.test/', 'url-userinfo'],
  ['https://:@a.test/', 'url-userinfo'],
  ['https://a.test:80@evil.test?', 'url-userinfo'],
  ['https://', 'url-invalid'],
  ['https://?x', 'url-invalid'],
  ['https://#x', 'url-invalid'],
  ['https://:443/', 'url-invalid'],
  ['https://a.test:65536/', 'url-invalid'],
  ['https://a.test:x/', 'url-invalid'],
  ['https://a.test:-1/', 'url-invalid'],
  ['https://a%00.test/', 'url-invalid'],
  ['https://a%2f.test/', 'url-invalid'],
  ['https://a%40evil.test/', 'url-invalid'],
  ['https://a<b.test/', 'url-invalid'],
  ['https://1.2.3.4.5/', 'url-invalid'],
  ['https://256.256.256.256/', 'url-invalid'],
  ['https://[::1/', 'url-invalid'],
  ['https://[fe80::1%25eth0]/', 'url-invalid'],
  ['https://*/', 'url-host'],
  ['https://*.a.test/', 'url-host'],
  ['https://a.test./', 'url-host'],
  ['https://a..test/', 'url-host'],
  ['https://.a.test/', 'url-host'],
  ['https://-a.test/', 'url-host'],
  ['https://a-.test/', 'url-host'],
  ['https://a!b.test/', 'url-host'],
  ["https://a'b.test/", 'url-host'],
  ['https://a,b.test/', 'url-host'],
  ['https://a~b.test/', 'url-host'],
  [`https://${'a'.repeat(64)}.test/`, 'url-host'],
  ['https://a.test:0/', 'url-port'],
  ['https://a.test:00/', 'url-port'],
  ['https://a.test/.', 'url-dot-segment'],
  ['https://a.test/..', 'url-dot-segment'],
  ['https://a.test/x/../y', 'url-dot-segment'],
  ['https://a.test/x/./y', 'url-dot-segment'],
  ['https://a.test/x/..?q', 'url-dot-segment'],
  ['https://a.test/x/..#f', 'url-dot-segment'],
  ['https://a.test/.%2e/x', 'url-dot-segment'],
  ['https://a.test/%2E%2E/x', 'url-dot-segment'],
  ['https://a.test/%2e', 'url-dot-segment'],
  ['https://a.test/..%2fx', 'url-dot-segment'],
  ['https://a.test/..%5cx', 'url-dot-segment'],
  ['https://a.test/x%2f..%2fy', 'url-dot-segment'],
  ['https://a.test/%252e%252e/x', 'url-dot-segment'],
  ['https://a.test/%25252e%25252e/x', 'url-dot-segment'],
  ['https://a.test/%2525252e./x', 'url-dot-segment'],
  ['https://a.test/..;/x', 'url-dot-segment'],
  ['https://a.test/..;a=b/x', 'url-dot-segment'],
  ['https://a.test/..%3bx', 'url-dot-segment'],
  ['https://a.test/.;x', 'url-dot-segment'],
  ['https://a.test/..%00/x', 'url-dot-segment'],
  ['https://a.test/..%0a', 'url-dot-segment'],
  ['https://a.test/..%09x', 'url-dot-segment'],
  ['https://a.test/%2525252541', 'url-dot-segment'],
  ['https://a.test/%252525252525252541', 'url-dot-segment'],
];

describe('parseRequestUrl', () => {
  it.each(accepted)('reads %s as %s', (url, href) => {
    expect(parseRequestUrl(url)).toMatchObject({ href });
  });

  it.each(denied)('denies %j: %s', (url, reason) => {
    expect(parseRequestUrl(url)).toBe(reason);
  });

  it('takes a URL of 8192 characters', () => {
    const url = `https://a.test/${'x'.repeat(8_177)}`;
    expect(url.length).toBe(8_192);
    expect(parseRequestUrl(url)).toMatchObject({ href: url });
  });

  it('reports the parts of what will be sent', () => {
    expect(parseRequestUrl('http://A.test:8080/p/q?x=1#f')).toEqual({
      href: 'http://a.test:8080/p/q?x=1',
      secure: false,
      hostname: 'a.test',
      port: 8080,
      pathname: '/p/q',
      query: 'x=1',
    });
    expect(parseRequestUrl('https://a.test')).toMatchObject({ secure: true, port: 443, pathname: '/', query: '' });
  });

  it('never takes code of an object for a text', () => {
    const ran: string[] = [];
    const note = (name: string) => (): string => {
      ran.push(name);
      return 'https://a.test/';
    };
    const url = { toString: note('toString'), valueOf: note('valueOf'), [Symbol.toPrimitive]: note('toPrimitive') };
    expect(parseRequestUrl(url)).toBe('url-not-a-string');
    expect(ran).toEqual([]);
  });
});
