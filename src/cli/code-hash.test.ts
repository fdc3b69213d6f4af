import { mkdirSync, writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { openFolder } from '../harness/testing/open-folder.testing.ts';
import { codeHash } from './code-hash.ts';

describe('codeHash', () => {
  it.each(['suites/log/lines.ts', 'src/faults/logging.ts', 'adapters/mine/adapter.ts', 'src/guest/boot.js', 'fixtures/repros/one.json'])(
    'is another one as soon as %s changes, and the same until then',
    (name) => {
      using folder = openFolder();
      mkdirSync(folder.join(name.slice(0, name.lastIndexOf('/'))), { recursive: true });
      const hash = (text: string): string => {
        writeFileSync(folder.join(name), text);
        return codeHash(folder.path, folder.path);
      };
      expect(hash('one')).toMatch(/^[\da-f]{16}$/);
      expect(hash('one')).toBe(hash('one'));
      expect(hash('two')).not.toBe(hash('one'));
    },
  );

  it('reads the code that runs', () => {
    expect(codeHash()).not.toBe(codeHash('/nowhere', '/nowhere'));
  });
});
