import { describe, expect, it } from 'vitest';
import { compileGlob } from './compile-glob.ts';
import { parseRequestUrl } from './parse-request-url.ts';

const matches = (glob: string, url: string): boolean => {
  const matcher = compileGlob(glob);
  if (typeof matcher !== 'function') throw new Error(`${glob} is refused: ${matcher.expected}`);
  const parsed = parseRequestUrl(url);
  if (typeof parsed === 'string') throw new Error(`${url} is denied before it is matched: ${parsed}`);
  return matcher(parsed);
};

// Glob, what it grants, what it does not.
const table: readonly (readonly [glob: string, granted: readonly string[], denied: readonly string[]])[] = [
  [
    'https://directus.com/*',
    [
      'https://directus.com',
      'https://directus.com/',
      'https://directus.com/a/b/c',
      'https://directus.com/a?x=1',
      'https://directus.com?x=1',
      'https://directus.com:443/x',
      'https://DIRECTUS.COM/x',
      'https://directus.com/#f',
    ],
    [
      'http://directus.com/',
      'https://directus.com.evil.test/',
      'https://evil.test/directus.com/',
      'https://xdirectus.com/',
      'https://www.directus.com/',
      'https://directus.com:8443/',
      'https://directus.co/',
      'https://evil.test/?https://directus.com/',
    ],
  ],
  [
    'https://a.test',
    ['https://a.test', 'https://a.test/', 'https://a.test/#x', 'https://a.test/?'],
    ['https://a.test/x', 'https://a.test/?x', 'https://a.test//'],
  ],
  ['https://a.test/', ['https://a.test'], ['https://a.test/x', 'https://a.test?x=1']],
  [
    'https://a.test/items/*',
    ['https://a.test/items/', 'https://a.test/items/1', 'https://a.test/items/1/2?x=/'],
    ['https://a.test/items', 'https://a.test/Items/1', 'https://a.test/itemsx/1', 'https://a.test//items/1', 'https://a.test/x?/items/1'],
  ],
  [
    'https://a.test/items*',
    ['https://a.test/items', 'https://a.test/itemsx', 'https://a.test/items/1', 'https://a.test/items?x=1'],
    ['https://a.test/item'],
  ],
  [
    'https://a.test/*/items',
    ['https://a.test/x/items', 'https://a.test/x/y/items', 'https://a.test//items'],
    ['https://a.test/items', 'https://a.test/x/items/', 'https://a.test/x/items?x=1', 'https://a.test/x?/items'],
  ],
  ['https://a.test/v1/**', ['https://a.test/v1/', 'https://a.test/v1/x/y'], ['https://a.test/v1', 'https://a.test/v2/x']],
  [
    'https://a.test/a*b*c',
    ['https://a.test/abc', 'https://a.test/axbxc', 'https://a.test/abbc', 'https://a.test/a/b/c'],
    ['https://a.test/acb', 'https://a.test/ab', 'https://a.test/abcx', 'https://a.test/abc?x'],
  ],
  [
    'https://*',
    ['https://a.test', 'https://a.test/x?y=z', 'https://b.test:8443/x', 'https://127.0.0.1/', 'https://[::1]/', 'https://a.test:80/'],
    ['http://a.test/', 'https://a.test:22/', 'https://a.test:6667/', 'https://a.test:25/'],
  ],
  [
    'http://*',
    ['http://a.test', 'http://0.0.0.0:8055/items/x', 'http://a.test:443/'],
    ['https://a.test/', 'http://a.test:25/', 'http://a.test:22/'],
  ],
  ['https://*/', ['https://a.test', 'https://a.test:8443/'], ['https://a.test/x', 'https://a.test/?x']],
  ['https://*/x', ['https://a.test/x'], ['https://a.test/', 'https://a.test/x?y']],
  ['https://*:443/*', ['https://a.test/x'], ['https://a.test:8443/x']],
  ['https://*:22/*', ['https://a.test:22/x'], ['https://a.test/x']],
  ['https://*:*', ['https://a.test', 'https://a.test:8443/x'], ['https://a.test:22/', 'http://a.test/']],
  ['https://a.test:*/*', ['https://a.test/', 'https://a.test:444/x', 'https://a.test:80/'], ['https://a.test:22/', 'https://b.test/']],
  ['https://a.test:8443/*', ['https://a.test:8443/x'], ['https://a.test/x', 'https://a.test:443/x', 'http://a.test:8443/x']],
  ['https://a.test:443/*', ['https://a.test/x', 'https://a.test:443/x'], ['https://a.test:444/']],
  ['https://a.test:0443/*', ['https://a.test/x'], ['https://a.test:4430/']],
  ['http://a.test:443/*', ['http://a.test:443/x'], ['https://a.test/x', 'http://a.test/x']],
  ['http://a.test:25/*', ['http://a.test:25/x'], ['http://a.test/x']],
  [
    'https://*.a.test/*',
    ['https://x.a.test/', 'https://x.y.a.test/z'],
    [
      'https://a.test/',
      'https://xa.test/',
      'https://x.a.test.evil.test/',
      'https://evil.test/.a.test/',
      'https://evil.test/?x=.a.test/',
      'https://x.a.test:8443/',
      'https://x.b.test/',
    ],
  ],
  ['https://*.com', ['https://a.com', 'https://b.a.com/'], ['https://com/', 'https://a.com/x', 'https://a.com.test/']],
  [
    'https://*.BÜCHER.test/*',
    ['https://a.bücher.test/', 'https://a.xn--bcher-kva.test/'],
    ['https://bücher.test/', 'https://a.bucher.test/'],
  ],
  ['https://BÜCHER.test/*', ['https://bücher.test/x', 'https://xn--bcher-kva.test/x'], ['https://bucher.test/']],
  ['https://ａ.test/*', ['https://a.test/'], ['https://b.test/']],
  [
    'http://127.0.0.1:8080/*',
    ['http://127.0.0.1:8080/x', 'http://127.1:8080/', 'http://2130706433:8080/'],
    ['http://127.0.0.2:8080/', 'http://localhost:8080/', 'http://127.0.0.1/'],
  ],
  ['http://127.1/', ['http://127.0.0.1/'], ['http://127.0.1.1/']],
  ['http://[::1]:8080/*', ['http://[::1]:8080/', 'http://[0:0::1]:8080/x'], ['http://[::2]:8080/', 'http://[::1]/']],
  ['http://localhost/*', ['http://localhost/', 'http://LOCALHOST/x'], ['http://localhost.test/', 'http://127.0.0.1/']],
  [
    'https://a.test/?x=*',
    ['https://a.test/?x=', 'https://a.test/?x=1&y=2', 'https://a.test?x=?'],
    ['https://a.test/', 'https://a.test/?y=1', 'https://a.test/z?x=1'],
  ],
  [
    'https://a.test?x=1',
    ['https://a.test/?x=1', 'https://a.test?x=1#f'],
    ['https://a.test/?x=12', 'https://a.test/', 'https://a.test/y?x=1'],
  ],
  [
    'https://a.test/*?x=1',
    ['https://a.test/y?x=1', 'https://a.test/?x=1'],
    ['https://a.test/y', 'https://a.test/y?x=1&z', 'https://a.test/y?'],
  ],
  ['https://a.test/y?', ['https://a.test/y', 'https://a.test/y?'], ['https://a.test/y?x']],
  ['https://a.test/*?', ['https://a.test/y'], ['https://a.test/y?x']],
  ['https://a.test/y?*', ['https://a.test/y', 'https://a.test/y?x=/?'], ['https://a.test/z?x']],
  [
    'https://a.test/y?a=*&b=*',
    ['https://a.test/y?a=1&b=2', 'https://a.test/y?a=&b='],
    ['https://a.test/y?a=1', 'https://a.test/y?b=2&a=1'],
  ],
  ['https://a.test/y?u=a/b?c', ['https://a.test/y?u=a/b?c'], ['https://a.test/y?u=a']],
  ['https://*?x=*', ['https://a.test/?x=1', 'https://a.test/deep/path?x=1'], ['https://a.test/', 'https://a.test/x']],
  ['https://a.test/a b*', ['https://a.test/a%20b', 'https://a.test/a%20bc'], ['https://a.test/a+b']],
  ['https://a.test/é/*', ['https://a.test/é/1', 'https://a.test/%C3%A9/1'], ['https://a.test/%c3%a9/1', 'https://a.test/e/1']],
  ['https://a.test/%41', ['https://a.test/%41'], ['https://a.test/A']],
  ['https://a.test/A', ['https://a.test/A'], ['https://a.test/%41', 'https://a.test/a']],
  ['https://a.test/a%2Fb', ['https://a.test/a%2Fb'], ['https://a.test/a%2fb', 'https://a.test/a/b']],
  ["https://a.test/y?n='*'", ["https://a.test/y?n='x'", 'https://a.test/y?n=%27x%27'], ['https://a.test/y?n=x']],
  ["https://a.test/'x", ["https://a.test/'x"], ['https://a.test/%27x']],
  ['https://a.test/"x"', ['https://a.test/"x"', 'https://a.test/%22x%22'], ['https://a.test/x']],
  ['https://a.test/[a-z]+(x|y){2}!^$.,', ['https://a.test/[a-z]+(x|y){2}!^$.,'], ['https://a.test/a']],
  ['https://a.test/a.b', ['https://a.test/a.b'], ['https://a.test/axb']],
  ['https://a.test/.well-known/*', ['https://a.test/.well-known/x'], ['https://a.test/well-known/x']],
  ['https://a.test/x/..*', ['https://a.test/x/..y', 'https://a.test/x/...'], ['https://a.test/x/y']],
  [
    'https://a.test/*.json',
    ['https://a.test/x.json', 'https://a.test/.json', 'https://a.test/a/b.json'],
    ['https://a.test/x.json?y', 'https://a.test/x.jsonp'],
  ],
];

const refused: readonly (readonly [glob: string, about: string])[] = [
  ['', 'http'],
  ['*', 'http'],
  ['**', 'http'],
  ['*://a.test/*', 'http'],
  ['http*://a.test/*', 'http'],
  ['http?://a.test/', 'http'],
  ['ftp://a.test/*', 'http'],
  ['file:///*', 'http'],
  ['wss://a.test/*', 'http'],
  ['HTTPS://a.test/*', 'http'],
  [' https://a.test/*', 'http'],
  ['a.test/*', 'http'],
  ['//a.test/*', 'http'],
  ['https:/a.test/*', 'http'],
  ['https://a.test/x#y', '#'],
  ['https://a.test#*', '#'],
  ['https://a.test\\*', '#'],
  ['https://a.test/\\w*', '#'],
  ['https://a.test/*\\', '#'],
  ['https://a.test/\n*', 'control'],
  ['https://a.te\tst/*', 'control'],
  ['https://a.test/\u0000', 'control'],
  ['https://a.test/?x=\u007f', 'control'],
  ['https://a.test/../*', 'dot'],
  ['https://a.test/x/..', 'dot'],
  ['https://a.test/./*', 'dot'],
  ['https://a.test/%2e%2e/*', 'dot'],
  ['https://a.test/*/../x', 'dot'],
  ['https://a.test/..%2f*', 'dot'],
  ['https://a.test/..;/*', 'dot'],
  ['https://a.test/a*b*c*d*e*f*g*h*i*', 'wildcards'],
  ['https://a.test/a*b*c*d*e*?f=*&g=*&h=*&i=*', 'wildcards'],
  [`https://a.test/${'x'.repeat(2_034)}`, '2048'],
];

describe('compileGlob', () => {
  it.each(table)('%s grants what it says and nothing more', (glob, granted, denied) => {
    expect(granted.filter((url) => !matches(glob, url))).toEqual([]);
    expect(denied.filter((url) => matches(glob, url))).toEqual([]);
  });

  it.each(refused)('refuses %j and says why', (glob, about) => {
    const compiled = compileGlob(glob);
    expect(compiled).toMatchObject({ expected: expect.stringContaining(about) as unknown });
  });

  it('counts a run of stars as one wildcard', () => {
    expect(matches('https://a.test/a**b***c*d*e*f*g*h*', 'https://a.test/abcdefgh')).toBe(true);
  });

  it('decides about every port of the bad-port list only when it is named', () => {
    for (const port of [1, 22, 23, 25, 110, 143, 465, 587, 2049, 6000, 6665, 6669, 10080]) {
      expect([port, matches('http://*', `http://a.test:${String(port)}/`)]).toEqual([port, false]);
      expect([port, matches(`http://a.test:${String(port)}/`, `http://a.test:${String(port)}/`)]).toEqual([port, true]);
    }
  });
});
