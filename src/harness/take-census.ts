import type { ConformanceCase, Given } from '../contract/case.ts';
import { isHarmless } from '../contract/census.ts';
import type { CallSeen, Observation } from '../contract/observation.ts';
import { field } from '../contract/reading.ts';
import type { CallStep, Step } from '../contract/stimulus.ts';
import type { AdapterTarget } from './adapter-target.ts';
import { deadlinesFor } from './deadlines.ts';
import { describeOutcome } from './describe-outcome.ts';
import { describeRuntime } from './describe-runtime.ts';
import { leaseCells, type Lease } from './lease.ts';
import { openScene } from './scene.ts';
import { walkSchema, type Place, type Surface } from './surface.ts';

interface Walked {
  readonly place: Place;
  readonly intrinsics: readonly string[];
  readonly extras: readonly string[];
}

const prefix = 'environment/census';

/** Returns the cases that take a census; each walks from one place or more. */
const censusCases = (cases: readonly ConformanceCase[]): readonly ConformanceCase[] =>
  cases.filter(({ id }) => id.startsWith(`${prefix}/`) || id.startsWith(`${prefix}-`));

const callSteps = (step: Step): readonly CallStep[] =>
  step.do === 'call' ? [step] : step.do === 'sequence' ? step.steps.flatMap(callSteps) : [];

/** The place that a call walks from, by the kind of the extension and the fixture's own word; `undefined` for a call that only prepares another. */
const placeOf = ({ door, input }: CallStep): string | undefined => {
  const kind = 'endpoint' in door ? 'endpoint' : 'operation' in door ? 'operation' : 'hook';
  const source = field('endpoint' in door ? door.endpoint.body : input, 'source');
  return typeof source === 'string' ? `${kind} ${source}` : undefined;
};

const whyMissing = (seen: Observation, call: CallSeen | undefined): string => {
  if (!seen.load.accepted)
    return 'failed' in seen.load
      ? `the load ended: ${describeOutcome(seen.load.failed)}`
      : `the load was refused in phase ${seen.load.refused.phase}: ${seen.load.refused.error.message}`;
  if (call === undefined) return 'nothing was called';
  return call.challenge === false ? 'the walk did not find what was hidden for it' : `the call ${describeOutcome(call.outcome)}`;
};

const walkedBy = (place: string, seen: Observation, call: CallSeen | undefined): Walked => {
  const report = call?.challenge === true ? walkSchema.safeParse(call.act) : undefined;
  if (report?.success !== true)
    return {
      place: { place, missing: whyMissing(seen, call).slice(0, 300), foreign: [], code: [], given: [] },
      intrinsics: [],
      extras: [],
    };
  const { foreign, code, given, intrinsics = [], extras = [] } = report.data;
  return {
    place: {
      place,
      missing: null,
      foreign: foreign.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
      code: code.toSorted(),
      given: given.map(({ path, kind }) => `${path} (${kind})`).toSorted(),
    },
    intrinsics,
    extras,
  };
};

const walkedIn = (one: ConformanceCase, seen: Observation): readonly Walked[] =>
  callSteps(one.when).flatMap((step, at) => {
    const place = placeOf(step);
    return place === undefined ? [] : [walkedBy(place, seen, seen.calls[at])];
  });

/** Places that are walked from more than once are told apart by a number. */
const numbered = (all: readonly Walked[]): readonly Walked[] => {
  const counts = new Map<string, number>();
  return all.map((one) => {
    const { place } = one.place;
    const count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    return count === 1 ? one : { ...one, place: { ...one.place, place: `${place} ${count}` } };
  });
};

/** Plays the cases that stand on equal ground in one sandbox, and the rest alone once that one is gone. */
const walkFrom = async (given: Given, cases: readonly ConformanceCase[], lease: Lease): Promise<Walked[]> => {
  const walked: Walked[] = [];
  let scene = await openScene(given, { lease, deadlines: deadlinesFor(undefined), fault: undefined });
  try {
    for (const one of cases) {
      const results = walkedIn(one, await scene.play(one.when));
      walked.push(...results);
      if (results.every(({ place }) => place.missing === null)) continue;
      await scene[Symbol.asyncDispose]();
      scene = await openScene(given, { lease, deadlines: deadlinesFor(undefined), fault: undefined });
    }
  } finally {
    await scene[Symbol.asyncDispose]();
  }
  return walked;
};

/** Takes the census of a runtime: walks from every place that the cases name. @throws {SandproofError} `ADAPTER_NOT_STARTED` */
export const takeCensus = async (target: AdapterTarget, cases: readonly ConformanceCase[]): Promise<Surface> => {
  const {
    runtime: { name, version, engine },
    target: placed,
  } = await describeRuntime(target);
  await using lease = leaseCells(placed);
  const grounds = Map.groupBy(censusCases(cases), ({ given }) => JSON.stringify(given));
  const walked: Walked[] = [];
  for (const group of grounds.values()) {
    const [first] = group;
    if (first !== undefined) walked.push(...(await walkFrom(first.given, group, lease)));
  }
  return {
    schema: 1,
    runtime: { name, version, engine },
    intrinsics: walked.flatMap(({ intrinsics }) => intrinsics).toSorted(),
    extras: walked.flatMap(({ extras }) => extras).toSorted(),
    places: numbered(walked)
      .map(({ place }) => place)
      .toSorted((a, b) => (a.place < b.place ? -1 : 1)),
  };
};

/** What a surface comes to: `foreign` when anything of another realm or any name beyond the standard is reached, `incomplete` when a place was not walked. */
export const surfaceVerdict = ({ places }: Surface): 'clean' | 'foreign' | 'incomplete' => {
  if (places.some(({ foreign, code }) => code.length > 0 || !foreign.every(isHarmless))) return 'foreign';
  return places.length === 0 || places.some(({ missing }) => missing !== null) ? 'incomplete' : 'clean';
};
