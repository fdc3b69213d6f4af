import type { Json } from '../contract/json.ts';
import type { NetworkRecord } from '../contract/network.ts';
import type { CallSeen, LoadSeen, LogSeen, Observation, TripSeen } from '../contract/observation.ts';
import type { Role } from '../contract/stimulus.ts';
import { answerIn, type Challenge } from './challenge.ts';
import type { Told } from './hold-cell.ts';
import type { Names } from './names.ts';
import type { Performed, RawCall } from './perform.ts';
import type { Tripwires } from './tripwires.ts';

/** What an observation is made of. */
export interface Material {
  readonly performed: Performed;
  readonly told: readonly Told[];
  readonly challenge: Challenge;
  readonly names: Names;
  readonly packageNames: Readonly<Record<Role, string>>;
  readonly loads: Readonly<Partial<Record<Role, LoadSeen>>>;
  /** The suite's clock when the attempt began. */
  readonly origin: number;
  readonly hostAlive: boolean;
  /** The cell's secrets, and how many connections their socket got meanwhile; left out when there was no cell. */
  readonly trip?: { readonly secrets: Tripwires['secrets']; readonly connections: number };
}

const parsed = (call: RawCall): Json | undefined => {
  const { outcome } = call;
  if (outcome.status !== 'returned' || !('json' in outcome)) return undefined;
  try {
    return JSON.parse(outcome.json) as Json;
  } catch {
    return undefined; // text that is no JSON has no value; the checks that want one fail
  }
};

const seeCall = (call: RawCall, { challenge, names }: Material): CallSeen => {
  const answer = answerIn(parsed(call));
  const revealed = { ...call, outcome: names.reveal(call.outcome) };
  const value = parsed(revealed);
  const act = answerIn(value)?.act;
  return {
    ...revealed,
    ...(value === undefined ? {} : { value }),
    ...(act === undefined ? {} : { act }),
    ...(answer === undefined ? {} : { challenge: answer.before === challenge.before && answer.after === challenge.after }),
  };
};

/** What was told, read: log records without the challenge's own, and what left. `answered`: the extension under test logged an answer to the challenge. */
export interface ToldSeen {
  readonly logs: readonly LogSeen[];
  readonly network: readonly NetworkRecord[];
  readonly answered: boolean;
}

const roles = ['subject', 'beside', 'fresh'] as const satisfies readonly Role[];

/** Reads what a cell told; per-run names are mapped back. */
export const readTold = (told: readonly Told[], { challenge, names, packageNames, origin }: Omit<Material, 'told'>): ToldSeen => {
  const roleOf = (extension: string): LogSeen['role'] => roles.find((role) => packageNames[role] === extension) ?? 'unknown';
  const logSeen = ({ extension, text, at }: Told & { readonly kind: 'log' }): LogSeen => {
    const role = roleOf(extension);
    return { role, ...(role === 'unknown' ? { extension } : {}), text, at: at - origin };
  };
  const records = told.flatMap((one) => (one.kind === 'log' ? [logSeen(one)] : []));
  const isAnswer = ({ text }: LogSeen): boolean => text === challenge.before || text === challenge.after;
  return {
    logs: names.reveal(records.filter((record) => !isAnswer(record))),
    network: names.reveal(told.flatMap((one) => (one.kind === 'network' ? [one.record] : []))),
    answered: records.some((record) => record.role === 'subject' && isAnswer(record)),
  };
};

const tripped = ({ performed, told, loads, trip }: Material): TripSeen => {
  if (trip === undefined) return { secrets: [], connections: 0 };
  const { secrets, connections } = trip;
  const everything = [...performed.calls, ...performed.troubles, ...told, loads].map((one) => JSON.stringify(one));
  const found = Object.entries(secrets).filter(([, secret]) => everything.some((text) => text.includes(secret)));
  return { secrets: found.map(([name]) => name), connections };
};

/** Makes one attempt's observation. Only the extension under test can answer the challenge: an honest one shows nothing of what it did. */
export const observe = (material: Material): Observation => {
  const { told, names, loads } = material;
  const { logs, network, answered } = readTold(told, material);
  const calls = material.performed.calls.map((call) => seeCall(call, material));
  const answers = calls.flatMap(({ role, challenge: right }) => (right === undefined || (right && role !== 'subject') ? [] : [right]));
  if (answered) answers.push(true);
  const { subject, beside, fresh } = loads;
  if (subject === undefined) throw new Error('an observation needs the load of the extension under test');
  return {
    load: names.reveal(subject),
    ...(beside === undefined ? {} : { besideLoad: names.reveal(beside) }),
    ...(fresh === undefined ? {} : { freshLoad: names.reveal(fresh) }),
    calls: calls.filter(({ role }) => role === 'subject'),
    besideCalls: calls.filter(({ role }) => role === 'beside'),
    freshCalls: calls.filter(({ role }) => role === 'fresh'),
    logs,
    network,
    troubles: names.reveal(material.performed.troubles),
    watches: material.performed.watches,
    measures: material.performed.measures,
    trip: tripped(material),
    challenge: answers.includes(false) ? 'wrong' : answers.includes(true) ? 'answered' : 'none',
    hostAlive: material.hostAlive,
  };
};
