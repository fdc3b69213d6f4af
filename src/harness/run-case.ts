import type { Attempt } from '../contract/attempt.ts';
import type { ConformanceCase, Given } from '../contract/case.ts';
import type { Step } from '../contract/stimulus.ts';
import { openScene, type Stage } from './scene.ts';

const alone = async (role: Attempt['role'], given: Given, when: Step, stage: Stage): Promise<Attempt> => {
  await using scene = await openScene(given, stage);
  return { role, seen: await scene.play(when) };
};

/**
 * Plays a case: the twin, the case, and for a refusal the twin again. Where only the stimulus differs, all of it in one sandbox.
 * A stimulus that may kill ('contains') has its twin only before it.
 */
export const runCase = async (one: ConformanceCase, stage: Stage): Promise<readonly Attempt[]> => {
  const { given, when, admits } = one;
  if (admits === undefined) return [await alone('case', given, when, stage)];
  const twinWhen = admits.when ?? when;
  const again = one.kind === 'refuses';
  if (admits.given !== undefined) {
    const twinGiven: Given = { ...given, ...admits.given };
    const attempts = [await alone('twin-before', twinGiven, twinWhen, stage), await alone('case', given, when, stage)];
    return again ? [...attempts, await alone('twin-after', twinGiven, twinWhen, stage)] : attempts;
  }
  await using scene = await openScene(given, stage);
  const attempts: Attempt[] = [
    { role: 'twin-before', seen: await scene.play(twinWhen) },
    { role: 'case', seen: await scene.play(when) },
  ];
  return again ? [...attempts, { role: 'twin-after', seen: await scene.play(twinWhen) }] : attempts;
};
