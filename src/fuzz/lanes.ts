import type { RuntimeInfo } from '../contract/adapter.ts';
import type { Observation } from '../contract/observation.ts';
import type { AdapterTarget } from '../harness/adapter-target.ts';
import { deadlinesFor } from '../harness/deadlines.ts';
import { leaseCells } from '../harness/lease.ts';
import { lacks } from '../harness/lacks.ts';
import type { Stage } from '../harness/scene.ts';
import { differences } from './difference.ts';
import { unmet } from './unmet.ts';
import { playProgram, type Played } from './play-program.ts';
import type { Program } from './program.ts';
import type { Play } from './run-property.ts';

/** Cells in which programs are played, so many at the same time. Disposing ends them. */
export interface Lanes extends AsyncDisposable {
  readonly plays: readonly Play[];
}

/** A runtime in which programs are played. */
export interface Subject {
  readonly target: AdapterTarget;
  readonly runtime: RuntimeInfo;
  readonly fault: Stage['fault'];
}

interface Track extends AsyncDisposable {
  observe(program: Played): Promise<Observation>;
}

const openTrack = ({ target, runtime, fault }: Subject): Track => {
  const lease = leaseCells(target, () => undefined, runtime.pids);
  const stage: Stage = { lease, deadlines: deadlinesFor(undefined), fault, runtime };
  return { observe: (program) => playProgram(program, stage), [Symbol.asyncDispose]: () => lease[Symbol.asyncDispose]() };
};

/* What a runtime never claimed is not asked of it. */
const fits = ({ needs = [] }: Program, runtime: RuntimeInfo): boolean => needs.every((need) => lacks(runtime, need) === undefined);

const lanesOf = (tracks: readonly Track[], plays: readonly Play[]): Lanes => ({
  plays,
  [Symbol.asyncDispose]: async () => {
    await Promise.all(tracks.map((track) => track[Symbol.asyncDispose]()));
  },
});

/** Opens lanes in which a runtime has to do what programs expect; a cell is started by its first program. */
export const openLanes = (subject: Subject, count: number): Lanes => {
  const tracks = Array.from({ length: count }, () => openTrack(subject));
  return lanesOf(
    tracks,
    tracks.map((track): Play => async (program) => {
      if (!fits(program, subject.runtime)) return [];
      const seen = await track.observe(program);
      return [...(seen.hostAlive ? [] : ['the host did not answer afterwards']), ...unmet(program.expects, seen)];
    }),
  );
};

/** Opens lanes in which two runtimes have to do the same. */
export const openDifferentialLanes = (one: Subject, other: Subject, count: number): Lanes => {
  const pairs = Array.from({ length: count }, () => [openTrack(one), openTrack(other)] as const);
  return lanesOf(
    pairs.flat(),
    pairs.map(
      ([first, second]): Play =>
        async (program) =>
          [one, other].every(({ runtime }) => fits(program, runtime))
            ? differences(
                { name: one.runtime.name, seen: await first.observe(program) },
                { name: other.runtime.name, seen: await second.observe(program) },
              )
            : [],
    ),
  );
};
