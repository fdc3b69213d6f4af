import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import { describe, expect, it } from 'vitest';

import { openFolder } from './testing/open-folder.testing.ts';
import { adapterNames, controlNames, ownKnownFailures, resolveAdapter } from './resolve-adapter.ts';

describe('resolveAdapter', () => {
  it('finds every adapter and control of the package by its name', () => {
    expect(adapterNames()).toContain('node-vm');
    expect(controlNames()).toContain('controls/echo');
    for (const name of [...adapterNames(), ...controlNames()]) {
      expect(resolveAdapter(name, { a: 'b' })).toMatchObject({ kind: 'module', name, own: true, options: { a: 'b' } });
    }
  });

  it('knows the known failures of its own adapters only', () => {
    expect(ownKnownFailures(resolveAdapter('node-vm'))).toMatch(/node-vm.known-failures\.json$/);
    expect(ownKnownFailures(resolveAdapter('controls/echo'))).toBeUndefined();
    expect(ownKnownFailures(resolveAdapter('exec: node-vm'))).toBeUndefined();
  });

  it('finds a file by path and by URL, relative to where it is asked from', () => {
    using folder = openFolder();
    writeFileSync(folder.join('my-adapter.ts'), '');
    const url = pathToFileURL(folder.join('my-adapter.ts')).href;
    const found = { kind: 'module', name: 'my-adapter.ts', url, own: false, options: {} };
    for (const text of ['./my-adapter.ts', 'my-adapter.ts', folder.join('my-adapter.ts'), url]) {
      expect(resolveAdapter(text, {}, folder.path)).toEqual(found);
    }
  });

  it('takes a command as it is', () => {
    expect(resolveAdapter("exec:  python3 'my runtime.py'")).toEqual({
      kind: 'exec',
      name: "python3 'my runtime.py'",
      command: "python3 'my runtime.py'",
    });
  });

  it('does not leave the package’s folder for a name', () => {
    expect(() => resolveAdapter('controls/../../src/cell')).toThrow(/expected one of/);
  });
});
