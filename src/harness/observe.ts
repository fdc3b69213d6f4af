import type { Json } from '../contract/json.ts';
import type { CallSeen, LoadSeen, LogSeen, Observation } from '../contract/observation.ts';
import type { Role } from '../contract/stimulus.ts';
import { answerIn, type Challenge } from './challenge.ts';
import type { Told } from './hold-cell.ts';
import type { Names } from './names.ts';
import type { Performed, RawCall } from './perform.ts';

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

/** Makes one attempt's observation; per-run names are mapped back, the challenge's own log records are taken out. */
export const observe = (material: Material): Observation => {
  const { told, challenge, names, packageNames, loads, origin } = material;
  const roleOf = (extension: string): LogSeen['role'] =>
    extension === packageNames.subject ? 'subject' : extension === packageNames.beside ? 'beside' : 'unknown';
  const records = told.flatMap((one) => (one.kind === 'log' ? [one] : []));
  const isAnswer = (text: string): boolean => text === challenge.before || text === challenge.after;
  const calls = material.performed.calls.map((call) => seeCall(call, material));
  const answers = calls.flatMap((call) => (call.challenge === undefined ? [] : [call.challenge]));
  if (records.some(({ text }) => isAnswer(text))) answers.push(true);
  const { subject, beside } = loads;
  if (subject === undefined) throw new Error('an observation needs the load of the extension under test');
  return {
    load: names.reveal(subject),
    ...(beside === undefined ? {} : { besideLoad: names.reveal(beside) }),
    calls: calls.filter(({ role }) => role === 'subject'),
    besideCalls: calls.filter(({ role }) => role === 'beside'),
    logs: names.reveal(
      records.filter(({ text }) => !isAnswer(text)).map(({ extension, text, at }) => ({ role: roleOf(extension), text, at: at - origin })),
    ),
    network: names.reveal(told.flatMap((one) => (one.kind === 'network' ? [one.record] : []))),
    troubles: names.reveal(material.performed.troubles),
    watches: material.performed.watches,
    challenge: answers.includes(false) ? 'wrong' : answers.includes(true) ? 'answered' : 'none',
    hostAlive: material.hostAlive,
  };
};
