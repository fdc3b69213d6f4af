import type { Attempt } from '../contract/attempt.ts';
import type { ConformanceCase, Given } from '../contract/case.ts';
import type { Step } from '../contract/stimulus.ts';
import { openScene, type Stage } from './scene.ts';
import { sharedScenes, twinKey, type SharedScenes } from './shared-scenes.ts';

/** Plays one attempt in a sandbox of its own. */
export const playAlone = async (role: Attempt['role'], given: Given, when: Step, stage: Stage): Promise<Attempt> => {
  await using scene = await openScene(given, stage);
  return { role, seen: await scene.play(when) };
};

/* A sandbox in which anything was stopped, broke or went unanswered serves no other case. */
const isSound = ({ seen }: Attempt): boolean =>
  seen.load.accepted &&
  seen.hostAlive &&
  seen.challenge === 'answered' &&
  seen.calls.every(({ outcome }) => ['returned', 'threw', 'absent'].includes(outcome.status));

/** Whether no further attempt is needed. */
type Decided = (attempts: readonly Attempt[]) => boolean;

const inOneSandbox = async (
  one: ConformanceCase,
  stage: Stage,
  decided: Decided,
  shared: SharedScenes | undefined,
): Promise<readonly Attempt[]> => {
  const { kind, when, admits } = one;
  const twin = admits === undefined ? undefined : (admits.when ?? when);
  const roles: readonly Attempt['role'][] =
    twin === undefined ? ['case'] : kind === 'refuses' ? ['twin-before', 'case', 'twin-after'] : ['twin-before', 'case'];
  await using lent = await (shared ?? sharedScenes()).lend(one, stage);
  const attempts: Attempt[] = [];
  for (const role of roles) {
    attempts.push({ role, seen: await lent.scene.play(role === 'case' ? when : (twin ?? when)) });
    if (decided(attempts)) break;
  }
  if (shared === undefined || !attempts.every(isSound)) lent.spoil();
  return attempts;
};

/**
 * Plays a case: the twin, the case, and for a refusal the twin again. Where only the stimulus differs, all of it in one sandbox.
 * A stimulus that may kill ('contains') has its twin only before it. `shared` keeps the sandbox of a case that shares it for the next one;
 * the twin behind a refusal is the twin in front of the next refusal with the same one.
 * `decided` ends the case after an attempt that leaves nothing to be seen.
 */
export const runCase = async (
  one: ConformanceCase,
  stage: Stage,
  shared?: SharedScenes,
  decided: Decided = () => false,
): Promise<readonly Attempt[]> => {
  const { given, when, admits } = one;
  if (admits?.given === undefined) return inOneSandbox(one, stage, decided, shared);
  const twinGiven: Given = { ...given, ...admits.given };
  const twinWhen = admits.when ?? when;
  const key = twinKey(one, stage.fault?.name);
  const last = shared?.lastTwin;
  await shared?.drop();
  const before: Attempt =
    last !== undefined && last.key === key && last.generation === stage.lease.generation && stage.lease.running
      ? { role: 'twin-before', seen: last.seen }
      : await playAlone('twin-before', twinGiven, twinWhen, stage);
  const attempts = [before];
  if (decided(attempts)) return attempts;
  attempts.push(await playAlone('case', given, when, stage));
  if (key === undefined || decided(attempts)) return attempts;
  const after = await playAlone('twin-after', twinGiven, twinWhen, stage);
  if (shared !== undefined) shared.lastTwin = { key, generation: stage.lease.generation, seen: after.seen };
  return [...attempts, after];
};
