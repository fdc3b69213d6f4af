import { performance } from 'node:perf_hooks';

import type { CaseReport } from '../contract/case-report.ts';
import type { ConformanceCase } from '../contract/case.ts';
import { judge, type Bench } from './judge.ts';
import { reportCase } from './report-case.ts';
import { runCase } from './run-case.ts';
import type { Stage } from './scene.ts';

const applies = (one: ConformanceCase, bench: Bench): boolean => judge(one, [], bench).because === 'not reached';

/** Runs one case and judges it. A case that does not apply, or whose evidence can't be had, is judged without running. */
export const runAndJudge = async (one: ConformanceCase, stage: Stage, bench: Bench): Promise<CaseReport> => {
  const from = performance.now();
  const attempts = applies(one, bench) ? await runCase(one, stage) : [];
  return reportCase(one, judge(one, attempts, bench), attempts, performance.now() - from);
};
