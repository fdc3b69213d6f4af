import { readFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { openRealm } from './open-realm.testing.ts';
import { bootSource, isImportable } from './sources.ts';

const exportsOf = (specifier: string): readonly unknown[] => {
  using realm = openRealm(`import * as seen from '${specifier}'; export default { id: 'it', handler: () => Object.keys(seen) };`);
  return realm.dispatch({ call: 1, operation: 'it', input: null });
};

describe('bootSource', () => {
  it('is the file as it was reviewed', async () => {
    expect(bootSource).toBe(await readFile(new URL('boot.js', import.meta.url), 'utf8'));
  });

  it('exports the functions of directus:api and the pump, and nothing else', () => {
    const names = ['configure', 'deliver', 'dispatch', 'drain', 'log', 'operate', 'recover', 'register', 'request', 'sleep', 'start'];
    expect(exportsOf('sandproof:boot')).toEqual([{ returned: 1, json: JSON.stringify(names) }]);
  });
});

describe('apiSource', () => {
  it('exports exactly log, request and sleep', () => {
    expect(exportsOf('directus:api')).toEqual([{ returned: 1, json: '["log","request","sleep"]' }]);
  });
});

describe('isImportable', () => {
  it('admits directus:api in exactly this spelling', () => {
    expect(isImportable('directus:api')).toBe(true);
    for (const specifier of [
      'directus:API',
      'directus:api ',
      'sandproof:boot',
      'sandproof:extension',
      'node:fs',
      './index.js',
      '__proto__',
      '',
    ])
      expect(isImportable(specifier)).toBe(false);
  });
});
