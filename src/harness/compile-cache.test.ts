import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { compileCache } from './compile-cache.ts';
import { openFolder, type Folder } from './testing/open-folder.testing.ts';

const before = process.env['TMPDIR'];
let folder: Folder;

beforeEach(() => {
  folder = openFolder();
  process.env['TMPDIR'] = folder.path;
});

afterEach(() => {
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  folder[Symbol.dispose]();
});

/** The path that the cache has in the temporary folder. */
const place = (): string => {
  const [name = ''] = readdirSync(folder.path);
  return folder.join(name);
};

describe('compileCache', () => {
  it('makes a folder that nobody else can write to, and finds it again', () => {
    const made = compileCache();
    expect(made).toBe(place());
    expect(statSync(place()).mode & 0o777).toBe(0o700);
    expect(compileCache()).toBe(made);
  });

  it('takes no folder that others may write to', () => {
    compileCache();
    chmodSync(place(), 0o777);
    expect(compileCache()).toBeUndefined();
  });

  it('takes nothing that is no folder of its own', () => {
    const made = compileCache() ?? '';
    folder[Symbol.dispose]();
    mkdirSync(folder.path);
    mkdirSync(folder.join('elsewhere'));
    symlinkSync(folder.join('elsewhere'), made);
    expect(compileCache()).toBeUndefined();
  });

  it('does without where none can be made', () => {
    writeFileSync(folder.join('file'), '');
    process.env['TMPDIR'] = folder.join('file');
    expect(compileCache()).toBeUndefined();
  });
});
