import type { ConformanceCase } from '../contract/case.ts';
import type { Observation } from '../contract/observation.ts';
import { openScene, type Scene, type Stage } from './scene.ts';

/** A scene on loan. `spoil` says that nobody may use it again; disposing gives it back, or ends it. */
export interface Lent extends AsyncDisposable {
  readonly scene: Scene;
  spoil(): void;
}

/** The twin behind one refusal, which is the twin in front of the next one that has the same. */
export interface LastTwin {
  /** See {@link twinKey}. */
  readonly key: string;
  /** Of the cell in which it was played. */
  readonly generation: number;
  readonly seen: Observation;
}

/** Lends one scene at a time to cases that share it, and keeps the last twin. Disposing ends the scene that is kept. */
export interface SharedScenes extends AsyncDisposable {
  /** Lends the kept scene when it was opened for an equal `given` and fault and still stands; otherwise opens another one. */
  lend(one: ConformanceCase, stage: Stage): Promise<Lent>;
  /** Ends the kept scene and forgets the last twin. */
  drop(): Promise<void>;
  /** Set by whoever played a twin behind a case; forgotten as soon as anything else is played. */
  lastTwin: LastTwin | undefined;
}

/** What two refusals must have in common so that the twin behind the first one stands in front of the second; undefined when this one has its twin in its own sandbox. */
export const twinKey = ({ kind, given, when, admits }: ConformanceCase, fault: string | undefined): string | undefined =>
  kind === 'refuses' && admits?.given !== undefined
    ? JSON.stringify([fault ?? null, 'twin', { ...given, ...admits.given }, admits.when ?? when])
    : undefined;

/** What two cases must have in common to be played in one sandbox; undefined when this one shares none. */
export const sharingKey = ({ shared, given }: ConformanceCase, fault: string | undefined): string | undefined =>
  shared === true ? JSON.stringify([fault ?? null, given]) : undefined;

/** Opens a keeper of shared scenes. */
export const sharedScenes = (): SharedScenes => {
  let kept: { readonly key: string; readonly scene: Scene } | undefined;
  const drop = async (): Promise<void> => {
    const ending = kept;
    kept = undefined;
    keeper.lastTwin = undefined;
    await ending?.scene[Symbol.asyncDispose]();
  };
  const keeper: SharedScenes = {
    lastTwin: undefined,
    lend: async (one, stage) => {
      keeper.lastTwin = undefined;
      const key = sharingKey(one, stage.fault?.name);
      if (kept !== undefined && (kept.key !== key || !kept.scene.standing)) await drop();
      const scene = kept?.scene ?? (await openScene(one.given, stage));
      kept = key === undefined ? undefined : { key, scene };
      let spoilt = key === undefined;
      return {
        scene,
        spoil: () => (spoilt = true),
        [Symbol.asyncDispose]: async () => {
          if (!spoilt) return scene.settle();
          kept = undefined;
          await scene[Symbol.asyncDispose]();
        },
      };
    },
    drop,
    [Symbol.asyncDispose]: drop,
  };
  return keeper;
};
