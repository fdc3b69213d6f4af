import type { LoadSeen, Observation } from '../contract/observation.ts';
import type { Role } from '../contract/stimulus.ts';
import type { Expectation, LoadExpectation } from './expectation.ts';

const lastLoad = (seen: Observation, role: Role): LoadSeen | undefined =>
  ({ subject: seen.load, beside: seen.besideLoad, fresh: seen.freshLoad })[role];

const nameOf = (role: Role): string => (role === 'subject' ? 'the extension' : `the ${role} extension`);

const sentenceOf = (expected: LoadExpectation, seen: Observation): string | undefined => {
  const load = lastLoad(seen, expected.load);
  const who = nameOf(expected.load);
  if (load === undefined) return `${who} was not loaded at all`;
  if ('accepted' in expected) return load.accepted ? undefined : `${who} did not load: ${JSON.stringify(load)}`;
  if (load.accepted) return 'refused' in expected ? `${who} loaded, and has to be refused` : undefined;
  // one that breaks while it loads has refused nothing
  if (!('refused' in load)) return `${who} broke while it loaded: ${JSON.stringify(load)}`;
  if (!('refused' in expected)) return undefined;
  const { phase, names } = expected;
  const { error } = load.refused;
  if (phase !== undefined && load.refused.phase !== phase)
    return `${who} was refused in the phase ${load.refused.phase}, and has to be in ${phase}: ${JSON.stringify(error)}`;
  return names === undefined || names.some((name) => error.message.includes(name))
    ? undefined
    : `${who} was refused without a word of ${names.join(' or ')}: ${JSON.stringify(error)}`;
};

/** How loads were judged: a sentence for each that was not as expected, and the roles of whose calls nothing is asked: they might be refused, and were. */
export interface JudgedLoads {
  readonly sentences: readonly string[];
  readonly refused: readonly Role[];
}

/** Judges the last load of each extension that a program speaks of. Pure. */
export const judgeLoads = (expectations: readonly Expectation[], seen: Observation): JudgedLoads => {
  const loads = expectations.filter((one) => 'load' in one);
  return {
    sentences: loads.flatMap((one) => sentenceOf(one, seen) ?? []),
    refused: loads.filter((one) => 'mayBeRefused' in one && lastLoad(seen, one.load)?.accepted !== true).map(({ load }) => load),
  };
};
