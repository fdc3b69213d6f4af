import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../src/package-root.ts';
import { isAllowed, licenceProblems, type Lockfile, productionPackages } from './licences.ts';

const locked = (packages: Lockfile['packages']): Lockfile => ({ lockfileVersion: 3, packages: { '': {}, ...packages } });

describe('licenceProblems', () => {
  it('accepts a production tree of allowed licences', () => {
    expect(licenceProblems(locked({ 'node_modules/a': { version: '1.0.0', license: 'MIT' } }))).toEqual([]);
  });

  it('reports a planted package under a licence that is not allowed', () => {
    const lockfile = locked({
      'node_modules/a': { version: '1.0.0', license: 'ISC' },
      'node_modules/b': { version: '2.0.0', license: 'GPL-3.0-only' },
    });
    expect(licenceProblems(lockfile)).toEqual(['node_modules/b 2.0.0: "GPL-3.0-only" is not allowed']);
  });

  it('reports a planted package without a licence', () => {
    expect(licenceProblems(locked({ 'node_modules/a': { version: '1.0.0' } }))).toEqual([
      'node_modules/a 1.0.0: no licence is not allowed',
    ]);
  });

  it('leaves tools and what a peer brings aside', () => {
    const lockfile = locked({
      'node_modules/a': { license: 'BUSL-1.1', dev: true },
      'node_modules/b': { license: 'MPL-2.0', peer: true },
      'node_modules/c': { license: 'MPL-2.0', devOptional: true },
    });
    expect(licenceProblems(lockfile)).toEqual([]);
  });

  it('refuses a lockfile that it cannot read', () => {
    expect(() => licenceProblems({ lockfileVersion: 1, packages: {} })).toThrow('version 3');
  });
});

describe('isAllowed', () => {
  it.each(['MIT', '(MIT OR GPL-3.0-only)', 'MIT AND ISC', 'GPL-2.0-only OR Apache-2.0'])('accepts %s', (expression) => {
    expect(isAllowed(expression)).toBe(true);
  });

  it.each(['', 'mit', 'MPL-2.0', 'MIT AND GPL-3.0-only', 'SEE LICENSE IN license', 'BUSL-1.1', '((MIT) OR (GPL-3.0-only))'])(
    'refuses %j',
    (expression) => {
      expect(isAllowed(expression)).toBe(false);
    },
  );
});

describe('productionPackages', () => {
  it('finds every dependency of this package in its lockfile', () => {
    const lockfile = JSON.parse(readFileSync(join(packageRoot, 'package-lock.json'), 'utf8')) as Lockfile;
    const { dependencies } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const paths = productionPackages(lockfile).map(([path]) => path);
    expect(paths).toEqual(expect.arrayContaining(Object.keys(dependencies).map((name) => `node_modules/${name}`)));
  });
});
