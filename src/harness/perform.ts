import type { Entry } from '../contract/adapter.ts';
import type { Json } from '../contract/json.ts';
import type { Limits } from '../contract/limits.ts';
import type { CallSeen, MeasureSeen, WatchSeen } from '../contract/observation.ts';
import type { SeenOutcome } from '../contract/outcome.ts';
import type { CallStep, Door, Role, Step } from '../contract/stimulus.ts';
import { addSecret, type Challenge } from './challenge.ts';
import type { CellClient } from './cell-client.ts';
import type { Deadlines } from './deadlines.ts';
import type { Lease } from './lease.ts';
import { measureLease } from './measure-lease.ts';
import type { Names } from './names.ts';
import { resolveLimits } from './resolve-limits.ts';
import { seenTrouble } from './seen-trouble.ts';
import { watchLease } from './watch-lease.ts';

/** What steps are performed on. */
export interface Ground {
  readonly lease: Lease;
  readonly client: CellClient;
  readonly deadlines: Deadlines;
  readonly names: Names;
  readonly challenge: Challenge;
  packageName(role: Role): string;
  limits(role: Role): Partial<Limits>;
  load(role: Role): Promise<void>;
  unload(role: Role): Promise<void>;
  /** ms since the attempt began. */
  now(): number;
  /** False as soon as the cell that holds the extensions is gone. */
  standing(): boolean;
}

/** A call before its value is read: the outcome is still in the run's own names. */
export type RawCall = Omit<CallSeen, 'value' | 'act' | 'challenge'>;

/** What steps left behind. */
export interface Performed {
  readonly calls: RawCall[];
  readonly watches: WatchSeen[];
  readonly measures: MeasureSeen[];
  /** How unloading went wrong. */
  readonly troubles: SeenOutcome[];
}

const withSecret = (door: Door, input: Json, challenge: Challenge): { readonly door: Door; readonly input: Json } =>
  'endpoint' in door
    ? { door: { endpoint: { ...door.endpoint, body: addSecret(door.endpoint.body, challenge) } }, input }
    : { door, input: addSecret(input, challenge) };

const resolveDoor = (door: Door, limits: Partial<Limits>): Door =>
  'endpoint' in door ? { endpoint: { ...door.endpoint, body: resolveLimits(door.endpoint.body, limits) } } : door;

/** Performs a step and everything inside it. What would follow the death of the cell is left out. */
export const perform = async (step: Step, ground: Ground): Promise<Performed> => {
  const calls: RawCall[] = [];
  const watches: WatchSeen[] = [];
  const measures: MeasureSeen[] = [];
  const troubles: SeenOutcome[] = [];
  const { client, challenge, names, now } = ground;

  const call = async ({ role, door, input, bare }: CallStep): Promise<void> => {
    const index = calls.length;
    const startedAt = now();
    calls.push({ role, door, outcome: { status: 'absent' }, startedAt, endedAt: startedAt }); // keeps the place of overlapping calls
    const limits = ground.limits(role);
    const disguised = names.disguise({ door: resolveDoor(door, limits), input: resolveLimits(input, limits) });
    const sent = bare ? disguised : withSecret(disguised.door, disguised.input, challenge);
    const entry = { extension: ground.packageName(role), ...sent.door } as Entry;
    const outcome = await client
      .call({ entry, input: sent.input }, ground.deadlines.call(limits))
      .catch((cause: unknown): SeenOutcome => seenTrouble(cause));
    calls[index] = { role, door, outcome, startedAt, endedAt: now() };
  };

  const run = async (one: Step): Promise<void> => {
    if (!ground.standing()) return;
    switch (one.do) {
      case 'call':
        return call(one);
      case 'load':
        return ground.load(one.role);
      case 'unload':
        return ground.unload(one.role).catch((cause: unknown) => void troubles.push(seenTrouble(cause)));
      case 'watch':
        watches.push(await watchLease(ground.lease, one.ms, now));
        return;
      case 'measured':
        measures.push(await measureLease(ground.lease, ground.deadlines.quick, ground.standing, () => run(one.step)));
        return;
      case 'concurrently':
        await Promise.all(one.steps.map(run));
        return;
      case 'sequence':
        for (const inner of one.steps) await run(inner);
    }
  };

  await run(step);
  return { calls, watches, measures, troubles };
};
