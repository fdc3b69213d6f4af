import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { failedCase, sampleCase } from '../report/sample-report.testing.ts';
import { applyKnownFailures, readKnownFailures, type KnownFailure } from './known-failures.ts';
import { SandproofError } from './suite-error.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandproof-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const entry: KnownFailure = {
  case: 'log/records/some',
  kind: 'violated',
  checks: ['the text is there'],
  reason: 'the engine drops it',
  issue: 'https://example.org/1',
};

const written = (value: unknown): string => {
  const path = join(folder, 'known-failures.json');
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
};

const refusal = (path: string): SandproofError => {
  try {
    readKnownFailures(path);
  } catch (cause) {
    if (cause instanceof SandproofError) return cause;
    throw cause;
  }
  throw new Error('it was read');
};

describe('readKnownFailures', () => {
  it('reads entries', () => {
    expect(readKnownFailures(written([entry]))).toEqual([entry]);
    expect(readKnownFailures(written([]))).toEqual([]);
  });

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '[{', /could not be read as JSON/],
    ['no list', { case: 'a' }, /the value: .*array.*got \{"case":"a"\}/],
    ['a missing reason', [{ ...entry, reason: undefined }], /field "0\.reason": .*string.*got undefined/],
    ['an empty issue', [{ ...entry, issue: '' }], /field "0\.issue"/],
    ['a reason that says nothing', [{ ...entry, reason: 'bug' }], /field "0\.reason".*got "bug"/],
    ['an unknown kind', [entry, { ...entry, case: 'b', kind: 'broken' }], /field "1\.kind": .*violated.*got "broken"/],
    ['a way of no kind', [{ ...entry, or: [{ kind: 'sometimes', checks: [] }] }], /field "0\.or\.0\.kind".*got "sometimes"/],
    ['no other way', [{ ...entry, or: [] }], /field "0\.or"/],
    ['a field too many', [{ ...entry, until: '2027' }], /until/],
    ['a case that stands there twice', [entry, entry], /field "case": "log\/records\/some" stands there twice/],
  ])('refuses %s with one error that names the file and the field', (_, value, message) => {
    const path = written(value);
    const error = refusal(path);
    expect(error.code).toBe('BAD_KNOWN_FAILURES');
    expect(error.message).toContain(path);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('\n');
  });

  it('refuses a file that is not there', () => {
    expect(refusal(join(folder, 'nowhere.json')).message).toMatch(/nowhere\.json could not be read/);
  });
});

describe('applyKnownFailures', () => {
  const all = new Set(['log/records/some', 'log/records/other']);
  const failed = failedCase('why');

  it('marks a failure that is exactly as written, with its reason', () => {
    expect(applyKnownFailures([failed, sampleCase({ id: 'log/records/other' })], [entry], all)).toEqual({
      reports: [{ ...failed, known: 'the engine drops it' }, sampleCase({ id: 'log/records/other' })],
      stale: [],
    });
  });

  it('takes the checks in any order', () => {
    const two = failedCase('why', { checks: ['a', 'b'].map((says) => ({ says, held: false })) });
    expect(applyKnownFailures([two], [{ ...entry, checks: ['b', 'a'] }], all).stale).toEqual([]);
  });

  it('can cover what is untestable', () => {
    const report = sampleCase({ verdict: 'untestable' });
    expect(applyKnownFailures([report], [{ ...entry, kind: 'untestable', checks: [] }], all).reports[0]?.known).toBe(entry.reason);
  });

  it.each<[string, Parameters<typeof applyKnownFailures>[0], Partial<KnownFailure>, RegExp]>([
    ['nobody has the id', [failed], { case: 'log/records/gone' }, /log\/records\/gone: no case has this id/],
    ['the case passes', [sampleCase()], {}, /it passes now; remove the entry/],
    ['it fails in another way', [failedCase('x', { fail: 'hung' })], {}, /it is "hung" now, not "violated"/],
    ['it does not apply', [sampleCase({ verdict: 'not-applicable' })], {}, /it is "not-applicable" now/],
    ['another check fails', [failed], { checks: ['another'] }, /other checks fail now: \["the text is there"\], not \["another"\]/],
    ['a further check fails', [failed], { checks: [] }, /other checks fail now/],
    ['a check holds again', [failed], { checks: ['the text is there', 'another'] }, /other checks fail now/],
  ])('is stale when %s, and covers nothing', (_, reports, changes, sentence) => {
    const applied = applyKnownFailures(reports, [{ ...entry, ...changes }], all);
    expect(applied.stale).toEqual([expect.stringMatching(sentence) as unknown]);
    expect(applied.reports).toEqual(reports);
  });

  it('does not ask which checks fail where the runtime broke', () => {
    const crashed = failedCase('why', { fail: 'crashed' });
    const applied = applyKnownFailures([crashed], [{ ...entry, kind: 'crashed', checks: ['another'] }], all);
    expect(applied.reports[0]?.known).toBe(entry.reason);
    expect(applyKnownFailures([failedCase('why', { fail: 'hung' })], [{ ...entry, kind: 'crashed' }], all).stale).toHaveLength(1);
  });

  it('takes each way that is written down where chance decides, a pass too, and no other', () => {
    const moving: KnownFailure = {
      ...entry,
      or: [
        { kind: 'crashed', checks: [] },
        { kind: 'pass', checks: [] },
      ],
    };
    const broken = failedCase('why', { fail: 'crashed' });
    for (const report of [failed, broken, sampleCase()])
      expect(applyKnownFailures([report], [moving], all).reports).toEqual([{ ...report, known: entry.reason, byChance: true }]);
    const more: KnownFailure = { ...entry, or: [{ kind: 'violated', checks: ['another', 'a third'] }] };
    const fails = (...failing: readonly string[]) => failedCase('why', { checks: failing.map((says) => ({ says, held: false })) });
    expect(applyKnownFailures([fails('a third', 'the text is there')], [more], all).stale).toEqual([]);
    expect(applyKnownFailures([fails('a third', 'a fourth')], [more], all).stale).toHaveLength(1);
    const stale = (changes: Parameters<typeof failedCase>[1]) => applyKnownFailures([failedCase('x', changes)], [moving], all).stale;
    expect(stale({ fail: 'hung' })).toEqual(['log/records/some: it is "hung" now, not "violated" or "crashed" or "pass"']);
    expect(stale({ checks: [{ says: 'another', held: false }] })).toHaveLength(1);
  });

  it('leaves entries of cases outside a filtered run alone', () => {
    expect(applyKnownFailures([], [entry], all)).toEqual({ reports: [], stale: [] });
  });
});
