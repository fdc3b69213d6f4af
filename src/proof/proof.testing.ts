import type { CaseReport } from '../contract/case-report.ts';
import { reason, type ConformanceCase } from '../contract/case.ts';
import { operation } from '../contract/stimulus.ts';
import type { Fault } from '../faults/fault.ts';
import type { Judged } from '../harness/journal.ts';

/** A case with two checks, one of a reason, that lists these faults. */
export const someCase = (id: string, kind: ConformanceCase['kind'], ...catches: readonly [string, ...string[]]): ConformanceCase => ({
  id,
  kind,
  clause: 'LOG-2',
  says: 'it holds',
  given: { extension: 'e' },
  when: operation('o'),
  expect: { 'it is so': () => true, 'it says why': reason(() => true) },
  admits: { expect: { 'the twin holds': () => true } },
  catches,
});

/** A fault that would be put on any runtime. */
export const someFault = (name: string, kind: Fault['kind'] = 'semantic'): Fault => ({
  name,
  kind,
  breaks: 'something',
  rewriting: () => ({}),
});

const report = (id: string, verdict: CaseReport['verdict']): CaseReport => ({
  id,
  clause: 'LOG-2',
  level: 'MUST',
  profile: 'documented',
  kind: 'provides',
  says: 'it holds',
  verdict,
  checks: [],
  attempts: [],
  ms: 1,
});

/** A run of a case without a fault that passed. */
export const passed = (id: string): Judged => ({ item: { id }, report: report(id, 'pass'), falsified: [] });

/** A run of a case under a fault that made these checks false. */
export const under = (fault: string, id: string, ...falsified: readonly string[]): Judged => ({
  item: { id, fault },
  report: report(id, falsified.length === 0 ? 'pass' : 'fail'),
  falsified,
});
