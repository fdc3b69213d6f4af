import type { ConformanceCase, Given } from '../contract/case.ts';
import { isHarmless } from '../contract/census.ts';
import type { Observation } from '../contract/observation.ts';
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

/** Returns the cases that take a census; each is one place to walk from. */
export const censusCases = (cases: readonly ConformanceCase[]): readonly ConformanceCase[] =>
  cases.filter(({ id }) => id.startsWith(`${prefix}/`) || id.startsWith(`${prefix}-`));

const whyMissing = (seen: Observation): string => {
  if (!seen.load.accepted)
    return 'failed' in seen.load
      ? `the load ended: ${describeOutcome(seen.load.failed)}`
      : `the load was refused in phase ${seen.load.refused.phase}: ${seen.load.refused.error.message}`;
  const last = seen.calls.at(-1);
  if (seen.challenge === 'wrong') return 'the walk did not find what was hidden for it';
  return last === undefined ? 'nothing was called' : `the call ${describeOutcome(last.outcome)}`;
};

const walkedIn = (one: ConformanceCase, seen: Observation): Walked => {
  const place = one.id.slice(one.id.lastIndexOf('/') + 1);
  const act = seen.calls.findLast((call) => call.act !== undefined)?.act;
  const report = seen.challenge === 'answered' ? walkSchema.safeParse(act) : undefined;
  if (report?.success !== true)
    return { place: { place, missing: whyMissing(seen).slice(0, 300), foreign: [], code: [], given: [] }, intrinsics: [], extras: [] };
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

/** Plays the cases that stand on equal ground in one sandbox, and the rest alone once that one is gone. */
const walkFrom = async (given: Given, cases: readonly ConformanceCase[], lease: Lease): Promise<Walked[]> => {
  const walked: Walked[] = [];
  let scene = await openScene(given, { lease, deadlines: deadlinesFor(undefined), fault: undefined });
  try {
    for (const one of cases) {
      const result = walkedIn(one, await scene.play(one.when));
      walked.push(result);
      if (result.place.missing === null) continue;
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
  } = await describeRuntime(target);
  await using lease = leaseCells(target);
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
    places: walked.map(({ place }) => place).toSorted((a, b) => (a.place < b.place ? -1 : 1)),
  };
};

/** What a surface comes to: `foreign` when anything of another realm or any name beyond the standard is reached, `incomplete` when a place was not walked. */
export const surfaceVerdict = ({ places }: Surface): 'clean' | 'foreign' | 'incomplete' => {
  if (places.some(({ foreign, code }) => code.length > 0 || !foreign.every(isHarmless))) return 'foreign';
  return places.length === 0 || places.some(({ missing }) => missing !== null) ? 'incomplete' : 'clean';
};
