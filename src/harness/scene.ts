import { performance } from 'node:perf_hooks';

import type { RuntimeInfo } from '../contract/adapter.ts';
import type { Given, GivenExtension } from '../contract/case.ts';
import type { NetworkRecord } from '../contract/network.ts';
import type { LoadSeen, LogSeen, Observation } from '../contract/observation.ts';
import type { Role, Step } from '../contract/stimulus.ts';
import type { Fault } from '../faults/fault.ts';
import { cellClient, CellTrouble } from './cell-client.ts';
import { drawChallenge } from './challenge.ts';
import type { Deadlines } from './deadlines.ts';
import type { Told } from './hold-cell.ts';
import type { Lease } from './lease.ts';
import type { GiveUp } from './judge.ts';
import { drawName, drawNames, type Names } from './names.ts';
import { observe, readTold, type Material } from './observe.ts';
import { perform, type Ground } from './perform.ts';
import { readFixture } from './read-fixture.ts';
import { seenTrouble } from './seen-trouble.ts';

/** Loaded extensions of one attempt. Disposing unloads them and removes their folders. */
export interface Scene extends AsyncDisposable {
  /** Performs the step; returns everything seen since the scene opened or was played last. What arrives late is added to it, until the next play or the end of the scene. */
  play(step: Step): Promise<Observation>;
  /** Waits until the cell has told what it had to tell so far, and ends the last play's observation with it; what comes later belongs to the next play. */
  settle(): Promise<void>;
  /** False as soon as the cell that holds the extensions is gone. */
  readonly standing: boolean;
}

/** What a scene needs of its run. */
export interface Stage {
  readonly lease: Lease;
  readonly deadlines: Deadlines;
  readonly fault: Fault | undefined;
  /** Whose names stand for `{{builtInOperation}}` and `{{hostRoute}}`. */
  readonly runtime?: RuntimeInfo;
  /** Absolute path of a folder for the extensions' folders; the system's temporary one when left out. */
  readonly scratch?: string;
  /** Leaves out what can't change the result any more; the whole case is played when left out. */
  readonly giveUp?: GiveUp;
}

interface Played {
  readonly material: Material;
  readonly logs: LogSeen[];
  readonly network: NetworkRecord[];
}

// What leaves between two scenes is nobody's traffic: whoever comes next says so.
const isStray = (one: Told): boolean =>
  one.kind === 'network' &&
  ((one.record.kind === 'connect' && one.record.server === undefined) || (one.record.kind === 'request' && !one.record.inTable));

const offerOwn = (names: Names, { builtinOperations: [operation] = [], hostRoutes: [route] = [] }: Partial<RuntimeInfo> = {}): void => {
  if (operation !== undefined) names.offer('builtInOperation', operation);
  if (route !== undefined) names.offer('hostRoute', route);
};

/** Prepares the case's network in a cell and loads the honest extension, then the one under test. */
export const openScene = async (given: Given, { lease, deadlines, fault, scratch, runtime }: Stage): Promise<Scene> => {
  const origin = performance.now();
  const names = drawNames();
  const client = cellClient(lease, fault?.rewriting?.() ?? {}, scratch);
  const packageNames: Readonly<Record<Role, string>> = { subject: drawName(), beside: drawName(), fresh: drawName() };
  names.remember('name', packageNames.subject);
  names.remember('besideName', packageNames.beside);
  names.remember('freshName', packageNames.fresh);
  offerOwn(names, runtime);
  const sandboxes: Partial<Record<Role, string>> = {};
  const loads: Partial<Record<Role, LoadSeen>> = {};
  const givenOf = (role: Role): GivenExtension | undefined => (role === 'subject' ? given : given.beside);

  const load = async (role: Role): Promise<void> => {
    const extension = givenOf(role);
    if (extension === undefined) return;
    const limits = extension.limits ?? {};
    const message = { extension: readFixture(extension, packageNames[role], names.disguise), limits };
    const from = performance.now();
    const ms = (): number => performance.now() - from;
    try {
      const answer = await client.load(message, deadlines.load(limits));
      if ('refused' in answer) loads[role] = { accepted: false, refused: answer.refused, ms: ms() };
      else {
        sandboxes[role] = answer.sandbox;
        loads[role] = { accepted: true, limits: answer.limits, ms: ms() };
      }
    } catch (cause) {
      loads[role] = { accepted: false, failed: seenTrouble(cause), ms: ms() };
    }
  };

  const network = names.disguise(given.network ?? {});
  if (given.environment !== undefined) await lease.renew(names.disguise(given.environment));
  const before = lease.generation;
  let strays = lease.told().filter(isStray);
  const prepared = await lease.ask('prepare', { network, ...(fault?.seam === true ? { fault: fault.name } : {}) }, deadlines.start);
  const meanwhile = lease.told().filter(isStray);
  if (lease.generation === before) strays.push(...meanwhile); // what a runtime does to start is not the case's
  const { generation, tripwires } = lease;
  for (const [token, place] of Object.entries(tripwires?.places ?? {})) names.tell(token, place);
  let connections = tripwires?.connections ?? 0;
  const standing = (): boolean => lease.generation === generation && lease.running;
  if ('trouble' in prepared)
    loads.subject = { accepted: false, failed: seenTrouble(new CellTrouble(prepared.trouble)), ms: performance.now() - origin };
  else {
    await load('beside');
    if (standing() && given.loads === 'by a step') loads.subject = { accepted: false, failed: { status: 'absent' }, ms: 0 };
    else if (standing()) await load('subject');
    else
      loads.subject = {
        accepted: false,
        failed: { status: 'crashed', detail: 'the cell did not survive the load of the honest extension' },
        ms: 0,
      };
  }

  const unload = async (role: Role): Promise<void> => {
    const id = sandboxes[role];
    delete sandboxes[role];
    if (id !== undefined) await client.dispose(id, deadlines.quick);
  };

  let last: Played | undefined;
  const addLate = (): void => {
    if (last === undefined) return;
    const { logs, network: left } = readTold(client.told(), last.material);
    last.logs.push(...logs);
    last.network.push(...left);
  };

  const play = async (step: Step): Promise<Observation> => {
    addLate();
    const challenge = drawChallenge();
    names.remember('challenge', challenge.secret);
    const ground: Ground = {
      lease,
      client,
      deadlines,
      names,
      challenge,
      load,
      unload,
      standing,
      packageName: (role) => packageNames[role],
      limits: (role) => {
        const seen = loads[role];
        return seen?.accepted === true ? seen.limits : (givenOf(role)?.limits ?? {});
      },
      now: () => performance.now() - origin,
    };
    const performed = await perform(step, ground);
    const hostAlive = standing() && !('trouble' in (await lease.ask('ping', {}, deadlines.quick)));
    const trip = tripwires === undefined ? {} : { trip: { secrets: tripwires.secrets, connections: tripwires.connections - connections } };
    connections = tripwires?.connections ?? 0;
    const told = [...strays, ...client.told()];
    const material = { performed, told, challenge, names, packageNames, loads, origin, hostAlive, ...trip };
    strays = [];
    const seen = observe(material);
    last = { material, logs: [...seen.logs], network: [...seen.network] };
    return { ...seen, logs: last.logs, network: last.network };
  };

  return {
    play,
    settle: async () => {
      if (standing()) await lease.ask('ping', {}, deadlines.quick);
      addLate();
      last = undefined;
    },
    get standing() {
      return standing();
    },
    [Symbol.asyncDispose]: async () => {
      for (const role of ['fresh', 'subject', 'beside'] as const) {
        // a cell that dies of an unload is replaced; the next case does not inherit it
        if (standing()) await unload(role).catch((cause: unknown) => void seenTrouble(cause));
      }
      addLate();
      await client[Symbol.asyncDispose]();
      if (given.environment !== undefined) await lease.renew();
    },
  };
};
