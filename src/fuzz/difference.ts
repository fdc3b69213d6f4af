import type { Observation } from '../contract/observation.ts';
import { act, field, same, sent } from '../contract/reading.ts';

/** One runtime's name and what was seen of it. */
export interface SeenOf {
  readonly name: string;
  readonly seen: Observation;
}

const refusal = (seen: Observation, call: number): boolean => field(act(seen, call), 'refused') !== undefined;

const requestsOf = (seen: Observation): readonly string[] => sent(seen).map(({ method, url }) => `${method} ${url}`);

const list = (texts: readonly string[]): string => (texts.length === 0 ? 'nothing' : texts.join(', then '));

const callDifference = ({ name, seen }: SeenOf, other: SeenOf, call: number): string | undefined => {
  const [here, there] = [act(seen, call), act(other.seen, call)];
  if (refusal(seen, call) !== refusal(other.seen, call)) {
    const [refuses, allows] = refusal(seen, call) ? [name, other.name] : [other.name, name];
    return `${refuses} refuses what ${allows} does not: call ${call}`;
  }
  // with which words something is refused is everybody's own
  if (refusal(seen, call) || same(here, there)) return undefined;
  return `they answer differently: call ${call} gives ${JSON.stringify(here)} in ${name}, and ${JSON.stringify(there)} in ${other.name}`;
};

/**
 * Returns in which way two runtimes did not do the same with one program, as sentences; none when they did. What stands before the first colon is
 * the kind of the difference, the same for all programs. Pure.
 */
export const differences = (one: SeenOf, other: SeenOf): readonly string[] => {
  const loaded = [one, other].filter(({ seen }) => seen.load.accepted);
  if (loaded.length === 0) {
    const broken = [one, other].find(({ seen }) => 'failed' in seen.load);
    return broken === undefined || [one, other].every(({ seen }) => 'failed' in seen.load)
      ? []
      : [`${broken.name} breaks while it loads what the other refuses: ${JSON.stringify(broken.seen.load)}`];
  }
  if (loaded.length === 1) {
    const refusing = loaded[0] === one ? other : one;
    return [`${refusing.name} does not load what ${loaded[0]?.name ?? ''} loads: ${JSON.stringify(refusing.seen.load)}`];
  }
  const calls = one.seen.calls.flatMap((_, call) => callDifference(one, other, call) ?? []);
  const [left, right] = [requestsOf(one.seen), requestsOf(other.seen)];
  return same(left, right)
    ? calls
    : [...calls, `they send different requests: ${one.name} ${list(left)}, and ${other.name} ${list(right)}`];
};

/** Returns the kind of a difference. */
export const kindOfDifference = (sentence: string): string => sentence.slice(0, sentence.indexOf(':'));
