import type { CaseReport } from '../contract/case-report.ts';
import type { Report } from './report.ts';
import { suites } from './suites.ts';
import { totals } from './totals.ts';

/** A case that passed; `changes` replaces parts of it. */
export const sampleCase = (changes: Partial<CaseReport> = {}): CaseReport => ({
  id: 'log/records/some',
  clause: 'LOG-1',
  level: 'MUST',
  profile: 'documented',
  kind: 'provides',
  says: 'it works',
  verdict: 'pass',
  checks: [{ says: 'the text is there', held: true }],
  ms: 12.3,
  attempts: [{ role: 'case', challenge: 'answered', outcome: 'returned 1', evidence: '{"calls":[]}' }],
  ...changes,
});

/** A case that failed with `because`. */
export const failedCase = (because: string, changes: Partial<CaseReport> = {}): CaseReport =>
  sampleCase({ verdict: 'fail', fail: 'violated', because, checks: [{ says: 'the text is there', held: false }], ...changes });

/** A whole report of these cases. */
export const sampleReport = (cases: readonly CaseReport[], changes: Partial<Report> = {}): Report => ({
  schema: 'sandproof-report-1',
  complete: true,
  selected: { cases: cases.length, of: cases.length },
  suite: { version: '1.2.3', hash: '0123456789abcdef' },
  runtime: { name: 'some runtime', version: '4.5', engine: 'V8', isolation: 'a process', claims: [], evidence: 'intercepted' },
  seed: 7,
  startedAt: '2026-01-02T03:04:05.678Z',
  durationMs: 1234,
  floor: { measured: false, because: 'there is none' },
  suites: suites(cases),
  totals: totals(cases),
  stale: [],
  notes: [],
  errors: [],
  exitCode: 0,
  cases,
  ...changes,
});
