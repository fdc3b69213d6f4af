import { performance } from 'node:perf_hooks';

import type { Attempt } from '../contract/attempt.ts';
import type { ConformanceCase, Given } from '../contract/case.ts';
import { falsified, judge, type Bench } from './judge.ts';
import { isUndecidedRace } from './raced.ts';
import { reportCase } from './report-case.ts';
import { applies, runAndProve, type Proved } from './run-and-judge.ts';
import { playAlone } from './run-case.ts';
import type { Stage } from './scene.ts';
import { twinKey, type SharedScenes } from './shared-scenes.ts';

/** So many refusals stand between one twin and the next at most. */
export const longestBatch = 8;

/** Hears of each case as soon as it is judged; `index` is its place in the batch. */
type OnProved = (index: number, proved: Proved) => void;

/* Anything else is said of the twin or of the runtime as a whole, and may be another case's doing. */
const isItsOwn = ({ report: { verdict, fail } }: Proved): boolean =>
  verdict === 'pass' || fail === 'violated' || fail === 'escaped' || fail === 'wrong-reason';

/**
 * Plays refusals that have the same twin: the twin, all of them, and the twin again, so that it stands before and after each.
 * A result that a twin or a broken cell has a part in is thrown away, and that case is played by itself.
 */
export const playBatch = async (
  cases: readonly ConformanceCase[],
  stage: Stage,
  bench: Bench,
  shared: SharedScenes,
  onProved: OnProved,
): Promise<void> => {
  const [first] = cases;
  const key = first && twinKey(first, stage.fault?.name);
  if (
    first === undefined ||
    cases.length === 1 ||
    key === undefined ||
    stage.giveUp !== undefined ||
    bench.runtime.sharesRealm === true ||
    !cases.every((one) => applies(one, bench))
  )
    return inTurn(cases, stage, bench, shared, onProved);
  const { generation } = stage.lease;
  const last = shared.lastTwin?.key === key && shared.lastTwin.generation === generation ? shared.lastTwin : undefined;
  await shared.drop();
  const staged = { ...stage, runtime: bench.runtime };
  const twinGiven: Given = { ...first.given, ...first.admits?.given };
  const twinWhen = first.admits?.when ?? first.when;
  const before: Attempt =
    last === undefined ? await playAlone('twin-before', twinGiven, twinWhen, staged) : { role: 'twin-before', seen: last.seen };
  const standing = stage.lease.generation;
  const played: { readonly one: ConformanceCase; readonly main: Attempt; readonly ms: number }[] = [];
  for (const one of cases) {
    const from = performance.now();
    played.push({ one, main: await playAlone('case', one.given, one.when, staged), ms: performance.now() - from });
  }
  const after = await playAlone('twin-after', twinGiven, twinWhen, staged);
  const proved = played.map(({ one, main, ms }): Proved => {
    const attempts = [before, main, after];
    return { report: reportCase(one, judge(one, attempts, bench), attempts, ms), falsified: falsified(one, attempts, bench) };
  });
  // where a cell did not outlive the batch, its twins stood in two of them
  if (stage.lease.generation !== standing) return inTurn(cases, stage, bench, shared, onProved);
  if (proved.every(isItsOwn)) shared.lastTwin = { key, generation: stage.lease.generation, seen: after.seen };
  for (const [index, one] of cases.entries()) {
    const [result, main] = [proved[index], played[index]?.main];
    const isSettled = result !== undefined && main !== undefined && isItsOwn(result) && !isUndecidedRace([main], bench.runtime);
    onProved(index, isSettled ? result : await runAndProve(one, stage, bench, shared));
  }
};

const inTurn = async (
  cases: readonly ConformanceCase[],
  stage: Stage,
  bench: Bench,
  shared: SharedScenes,
  onProved: OnProved,
): Promise<void> => {
  for (const [index, one] of cases.entries()) onProved(index, await runAndProve(one, stage, bench, shared));
};
