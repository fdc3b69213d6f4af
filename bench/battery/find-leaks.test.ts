import { describe, expect, it } from 'vitest';
import { findLeaks, type Forbidden } from './find-leaks.ts';

const forbidden: Forbidden = {
  secrets: { inFile: 'file-0a', inVariable: 'variable-0b', behindPort: 'port-0c' },
  hostPid: 4321,
  paths: ['/srv/project', '/tmp/extensions'],
};

describe('findLeaks', () => {
  it.each([
    ['x file-0a y', "the file's secret in a log"],
    ['{"a":"variable-0b"}', "the environment variable's secret in a log"],
    ['port-0c', "the port's secret in a log"],
    ['pid=4321', "the host's pid in a log"],
    ['at /srv/project/src/x.js:1', 'a path of the host in a log'],
    ['"\\/tmp\\/extensions\\/x"', 'a path of the host in a log'],
  ])('finds in %j %s', (text, leak) => {
    expect(findLeaks(text, 'a log', forbidden)).toEqual([leak]);
  });

  it('finds nothing in what is none of it', () => {
    expect(findLeaks('pid=43210 4321 file-0b /srv/other sandproof:extension', 'a log', forbidden)).toEqual([]);
  });
});
