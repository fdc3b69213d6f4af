import { lstatSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { openFolder } from './testing/open-folder.testing.ts';
import { writePackage } from './write-package.ts';

describe('writePackage', () => {
  it('writes the manifest, the files, and whatever stands in their place or beside the package', async () => {
    using scratch = openFolder();
    const folder = join(scratch.path, 'package');
    writePackage(folder, {
      name: 'any',
      manifestText: '{}',
      files: { 'index.js': 'one', 'lib/two.js': 'two', 'link.js': 'one' },
      tree: {
        'link.js': { link: 'index.js' },
        'large.js': { text: 'ü', paddedTo: 100 },
        'folder.js': { folder: 'empty' },
        'pipe.js': { pipe: 'silent' },
        '../beside.js': { text: 'beside' },
      },
    });
    const at = (path: string): string => join(folder, path);
    expect(['package.json', 'index.js', 'lib/two.js', '../beside.js'].map((path) => readFileSync(at(path), 'utf8'))).toEqual([
      '{}',
      'one',
      'two',
      'beside',
    ]);
    expect(readlinkSync(at('link.js'))).toBe('index.js');
    expect(statSync(at('large.js')).size).toBe(100);
    expect(lstatSync(at('folder.js')).isDirectory()).toBe(true);
    expect(lstatSync(at('pipe.js')).isFIFO()).toBe(true);
  });
});
