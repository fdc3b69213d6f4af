import type { Observation } from '../contract/observation.ts';
import { openScene, type Stage } from '../harness/scene.ts';
import type { Program } from './program.ts';

/** What of a program is played. */
export type Played = Pick<Program, 'given' | 'when'>;

/** Plays a program in a sandbox of its own; returns everything that was seen. */
export const playProgram = async ({ given, when }: Played, stage: Stage): Promise<Observation> => {
  await using scene = await openScene(given, stage);
  const seen = await scene.play(when);
  await scene.settle();
  return seen;
};
