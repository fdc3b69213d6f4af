import { writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { openFolder } from '../harness/testing/open-folder.testing.ts';
import { fuzzReportText, mergeFuzzReports, readFuzzReport, type FuzzReport } from './fuzz-report.ts';

const shard = (done: number, covered: Record<string, number>): FuzzReport => ({
  schema: 'sandproof-fuzz-1',
  sandproof: '0.1.0',
  runtime: 'reference 0.1.0',
  seed: 5,
  runs: 4,
  shards: { of: 2, done: [done] },
  properties: [{ name: 'requests', clause: 'REQ-5', runs: 2, covered, findings: [] }],
});

describe('mergeFuzzReports', () => {
  it('adds what was run and covered', () => {
    expect(mergeFuzzReports([shard(2, { granted: 1, denied: 2 }), shard(1, { granted: 3, 'url: space': 1 })])).toEqual({
      ...shard(1, {}),
      shards: { of: 2, done: [1, 2] },
      properties: [{ name: 'requests', clause: 'REQ-5', runs: 4, covered: { denied: 2, granted: 4, 'url: space': 1 }, findings: [] }],
    });
  });

  it.each<[string, FuzzReport, RegExp]>([
    ['of another seed', { ...shard(2, {}), seed: 6 }, /different campaigns.*"seed":5.*"seed":6/],
    ['of another runtime', { ...shard(2, {}), runtime: 'node-vm 24' }, /different campaigns/],
    ['with a fault', { ...shard(2, {}), fault: 'ports-are-not-compared' }, /different campaigns/],
    ['of the same shard', shard(1, {}), /shard 1 of 2 is in two of the reports/],
  ])('refuses a report %s', (_, other, message) => {
    expect(() => mergeFuzzReports([shard(1, {}), other])).toThrow(message);
  });
});

describe('readFuzzReport', () => {
  it('reads what was written, and names the field that is wrong', () => {
    using folder = openFolder();
    writeFileSync(folder.join('a.json'), fuzzReportText(shard(1, { granted: 1 })));
    expect(readFuzzReport(folder.join('a.json'))).toEqual(shard(1, { granted: 1 }));
    writeFileSync(folder.join('a.json'), fuzzReportText({ ...shard(1, {}), seed: -1 }));
    expect(() => readFuzzReport(folder.join('a.json'))).toThrow(/field "seed".*got -1/);
    writeFileSync(folder.join('a.json'), 'no');
    expect(() => readFuzzReport(folder.join('a.json'))).toThrow(/could not be read as JSON/);
  });
});
