import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

import { describe, expect, it } from 'vitest';

import { temporaryBase } from './temporary-base.ts';

const { type, bavail, bsize } = existsSync('/dev/shm') ? statfsSync('/dev/shm') : { type: 0, bavail: 0, bsize: 0 };
const isRoomy = type === 0x0102_1994 && bavail * bsize >= 2 ** 30;

describe('temporaryBase', () => {
  it('takes the folder that the environment names', () => {
    for (const name of ['TMPDIR', 'TMP', 'TEMP']) expect(temporaryBase({ [name]: '/elsewhere' })).toBe(tmpdir());
  });

  it('takes none that is missing, or whose files are not in memory', () => {
    for (const folder of ['/dev/no-such-folder', import.meta.dirname]) expect(temporaryBase({}, folder)).toBe(tmpdir());
  });

  it.runIf(isRoomy)('takes memory where there is room', () => {
    expect(temporaryBase({})).toBe('/dev/shm');
  });

  it.runIf(isRoomy)('takes none in which there is too little room', () => {
    expect(temporaryBase({}, '/dev/shm', Number.MAX_SAFE_INTEGER)).toBe(tmpdir());
  });
});
