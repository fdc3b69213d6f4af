import type { ConformanceCase } from '../contract/case.ts';
import { openScene, type Scene, type Stage } from './scene.ts';

/** A scene on loan. `spoil` says that nobody may use it again; disposing gives it back, or ends it. */
export interface Lent extends AsyncDisposable {
  readonly scene: Scene;
  spoil(): void;
}

/** Lends one scene at a time to cases that share it. Disposing ends the scene that is kept. */
export interface SharedScenes extends AsyncDisposable {
  /** Lends the kept scene when it was opened for an equal `given` and fault and still stands; otherwise opens another one. */
  lend(one: ConformanceCase, stage: Stage): Promise<Lent>;
  /** Ends the kept scene. */
  drop(): Promise<void>;
}

/** What two cases must have in common to be played in one sandbox; undefined when this one shares with nobody. */
export const sharingKey = ({ shared, given }: ConformanceCase, fault: string | undefined): string | undefined =>
  shared === true ? JSON.stringify([fault ?? null, given]) : undefined;

/** Opens a keeper of shared scenes. */
export const sharedScenes = (): SharedScenes => {
  let kept: { readonly key: string; readonly scene: Scene } | undefined;
  const drop = async (): Promise<void> => {
    const ending = kept;
    kept = undefined;
    await ending?.scene[Symbol.asyncDispose]();
  };
  return {
    lend: async (one, stage) => {
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
};
