import type { RuntimeInfo } from '../contract/adapter.ts';
import type { Observation } from '../contract/observation.ts';
import type { PlacedTarget } from '../harness/adapter-target.ts';
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
  /** Returns why a program says nothing of what it is played in: it was never claimed; `undefined` when it says something. */
  lackOf(program: Program): string | undefined;
}

/** A runtime in which programs are played. */
export interface Subject {
  readonly target: PlacedTarget;
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

const lackOf = ({ needs = [] }: Program, runtime: RuntimeInfo): string | undefined =>
  needs.flatMap((need) => lacks(runtime, need) ?? [])[0];

const lanesOf = (subjects: readonly Subject[], tracks: readonly Track[], plays: readonly Play[]): Lanes => ({
  plays,
  lackOf: (program) => subjects.flatMap(({ runtime }) => lackOf(program, runtime) ?? [])[0],
  [Symbol.asyncDispose]: async () => {
    await Promise.all(tracks.map((track) => track[Symbol.asyncDispose]()));
  },
});

/** Opens lanes in which a runtime has to do what programs expect; a cell is started by its first program. */
export const openLanes = (subject: Subject, count: number): Lanes => {
  const tracks = Array.from({ length: count }, () => openTrack(subject));
  return lanesOf(
    [subject],
    tracks,
    tracks.map((track): Play => async (program) => {
      const seen = await track.observe(program);
      return [...(seen.hostAlive ? [] : ['the host did not answer afterwards']), ...unmet(program.expects, seen)];
    }),
  );
};

/** Opens lanes in which two runtimes have to do the same. */
export const openDifferentialLanes = (one: Subject, other: Subject, count: number): Lanes => {
  const pairs = Array.from({ length: count }, () => [openTrack(one), openTrack(other)] as const);
  return lanesOf(
    [one, other],
    pairs.flat(),
    pairs.map(
      ([first, second]): Play =>
        async (program) =>
          differences(
            { name: one.runtime.name, seen: await first.observe(program) },
            { name: other.runtime.name, seen: await second.observe(program) },
          ),
    ),
  );
};
