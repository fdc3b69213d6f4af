import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { packageRoot } from '../../package-root.ts';
import { decidePlainly, noCeilings } from './decide-plainly.ts';

describe('the oracle', () => {
  it('shares no code with what it judges: it imports nothing but its own files', () => {
    const files = globSync('src/fuzz/oracle/*.ts', { cwd: packageRoot }).filter((file) => !file.endsWith('.test.ts'));
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) {
      const text = readFileSync(join(packageRoot, file), 'utf8');
      const imported = [...text.matchAll(/\bfrom '([^']+)'|\b(?:import|require)\s*\(?\s*'([^']+)'/g)].map(
        ([, from, called]) => from ?? called,
      );
      for (const specifier of imported) expect(specifier, file).toMatch(/^\.\/[a-z-]+\.ts$/);
    }
  });
});

describe('decidePlainly', () => {
  const decide = (url: unknown, urls: readonly string[], method?: unknown) =>
    decidePlainly({ methods: ['GET', 'POST'], urls }, noCeilings)?.(url, method);

  it.each([
    ['https://a.example/', 'https://a.example', 'https://a.example/'],
    ['https://a.example', 'https://a.example', 'https://a.example/'],
    ['HTTPS://A.EXAMPLE:443/x?#y', 'https://a.example/*', 'https://a.example/x'],
    ['https://b.a.example:8443/', 'https://*.a.example:*', 'https://b.a.example:8443/'],
    ['http://h:8080/x/y?z', 'http://*', 'http://h:8080/x/y?z'],
    ['https://a.example/x%20y', 'https://a.example/x y', 'https://a.example/x%20y'],
    ['https://a.example/aab', 'https://a.example/a*ab', 'https://a.example/aab'],
    ['https://a.example/x?q=1', 'https://a.example/x?q=*', 'https://a.example/x?q=1'],
    ['https://a.example/...', 'https://a.example/*', 'https://a.example/...'],
  ])('grants %s under %s', (url, glob, href) => {
    expect(decide(url, [glob])).toEqual({ granted: true, href });
  });

  it.each([
    ['https://a.example/x', 'https://a.example'],
    ['http://a.example/', 'https://a.example'],
    ['https://a.example/X', 'https://a.example/x'],
    ['https://a.example/ab', 'https://a.example/a*ab'],
    ['https://a.example/x?q', 'https://a.example/x'],
    ['https://a.example/', 'https://*.a.example/*'],
    ['https://u@a.example/', 'https://a.example/*'],
    ['https://a.example\\@b.example/', 'https://*'],
    ['https:///a.example/', 'https://a.example/*'],
    ['https://a.example./', 'https://*'],
    ['https://a.example:0/', 'https://*:*'],
    ['https://a.example:25/', 'https://*:*'],
    ['https://a.example/x/%252e%252e/y', 'https://a.example/*'],
    ['https://a.example/..;x/y', 'https://a.example/*'],
    ['https://a.example/%2525252525', 'https://a.example/*'],
    ['file:///etc/passwd', 'https://*'],
    [{}, 'https://*'],
  ])('denies %j under %s', (url, glob) => {
    expect(decide(url, [glob])).toEqual({ granted: false });
  });

  it('compares methods exactly, and a method that is left out is GET', () => {
    const urls = ['https://a.example/'];
    expect(decide('https://a.example/', urls, 'POST')).toMatchObject({ granted: true });
    for (const method of ['post', 'PUT', ' GET', null]) expect(decide('https://a.example/', urls, method)).toEqual({ granted: false });
  });

  it.each([
    'https://a*.example',
    'http*://a.example',
    'https://a.example/../x',
    'https://a.example:0',
    'https://u@a.example',
    'a.example',
    'https://*.127.0.0.1',
  ])('takes %s for no glob, so that the scope is not valid', (glob) => {
    expect(decidePlainly({ methods: ['GET'], urls: ['https://a.example', glob] }, noCeilings)).toBeUndefined();
  });
});
