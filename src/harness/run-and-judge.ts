import { performance } from 'node:perf_hooks';

import type { Attempt } from '../contract/attempt.ts';
import type { CaseReport } from '../contract/case-report.ts';
import type { ConformanceCase } from '../contract/case.ts';
import { falsified, isDecided, judge, type Bench } from './judge.ts';
import { isUndecidedRace, mostPlays } from './raced.ts';
import { reportCase } from './report-case.ts';
import { runCase } from './run-case.ts';
import type { Stage } from './scene.ts';
import type { SharedScenes } from './shared-scenes.ts';

/** Whether a case is to be run at all on this runtime, with this evidence. */
export const applies = (one: ConformanceCase, bench: Bench): boolean => judge(one, [], bench).because === 'not reached';

/** A case's report, and the checks that are false while all else stands. */
export interface Proved {
  readonly report: CaseReport;
  readonly falsified: readonly string[];
}

/** Runs one case and judges it; also tells which checks are false while all else stands. `scenes` is where cases that share a sandbox find it. A case that does not apply, or whose evidence can't be had, is judged without running. */
export const runAndProve = async (one: ConformanceCase, stage: Stage, bench: Bench, scenes?: SharedScenes): Promise<Proved> => {
  // what a broken runtime passes must not depend on the cases beside: who checks the first call alone would pass the first case of each sandbox
  const shared = stage.giveUp === 'lost' ? undefined : scenes;
  const from = performance.now();
  const decided = (attempts: readonly Attempt[]): boolean => stage.giveUp !== undefined && isDecided(one, attempts, stage.giveUp);
  const play = async (): Promise<readonly Attempt[]> => runCase(one, { ...stage, runtime: bench.runtime }, shared, decided);
  const applicable = applies(one, bench);
  if (applicable && bench.runtime.sharesRealm === true) {
    await shared?.drop();
    await stage.lease.renew();
  }
  let attempts = applicable ? await play() : [];
  for (let plays = 1; plays < mostPlays && isUndecidedRace(attempts, bench.runtime); plays++) {
    await shared?.drop();
    attempts = await play();
  }
  const verdict = judge(one, attempts, bench);
  if (verdict.verdict !== 'pass') {
    // nobody knows what a failed case left behind, and what was not contained may run on in the cell
    await shared?.drop();
    if (one.kind === 'contains' && verdict.verdict === 'fail' && stage.fault === undefined && stage.giveUp === undefined)
      await stage.lease.renew();
  }
  const report = reportCase(one, verdict, attempts, performance.now() - from);
  return { report, falsified: falsified(one, attempts, bench) };
};

/** Runs one case and judges it. */
export const runAndJudge = async (one: ConformanceCase, stage: Stage, bench: Bench): Promise<CaseReport> =>
  (await runAndProve(one, stage, bench)).report;
