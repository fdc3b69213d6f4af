import type { Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, same } from '../../src/contract/reading.ts';
import { operation, sequence, unload } from '../../src/contract/stimulus.ts';

const numbers = (seen: Observation, call: number, key: string): readonly Json[] => {
  const drawn = field(act(seen, call), key);
  return Array.isArray(drawn) && drawn.length === 8 && new Set(drawn).size === 8 ? (drawn as readonly Json[]) : [];
};

const differ =
  (key: string, one: number, other: number): Check =>
  (seen) => {
    const [left, right] = [numbers(seen, one, key), numbers(seen, other, key)];
    return left.length > 0 && right.length > 0 && left.every((value) => !right.includes(value));
  };

const given = { extension: 'draws-numbers' };

/* What the suite sets for its cells; see the environment of a cell. */
const offsetsOfTheMachine: Json = [-825, -765];
const textOf = (value: Json | undefined): string => JSON.stringify(value ?? null);

export default defineCases([
  {
    id: 'environment/randomness/another-sandbox',
    clause: 'ENV-11',
    kind: 'provides',
    says: 'another sandbox of the same extension draws other random numbers',
    given,
    when: sequence(operation('draws-numbers'), unload(), { do: 'load', role: 'subject' }, operation('draws-numbers')),
    expect: {
      'what is drawn while loading differs': differ('drawnAtLoad', 0, 1),
      'what is drawn in a call differs': differ('drawn', 0, 1),
    },
    catches: ['draws-the-same-numbers'],
  },
  {
    id: 'environment/randomness/after-a-stop',
    clause: 'ENV-11',
    kind: 'provides',
    says: 'an extension that comes back after a stop draws other random numbers than before',
    given: { ...given, limits: { cpuMs: 100 } },
    when: sequence(operation('draws-numbers'), operation('draws-numbers', { spin: true }), operation('draws-numbers')),
    expect: {
      'what is drawn while loading again differs, or it does not come back': (seen) => isGone(seen) || differ('drawnAtLoad', 0, 2)(seen),
      'what is drawn in a call differs, or it does not come back': (seen) => isGone(seen) || differ('drawn', 0, 2)(seen),
    },
    catches: ['draws-the-same-numbers'],
  },
  {
    id: 'environment/randomness/place',
    clause: 'ENV-11',
    kind: 'contains',
    says: 'the time zone and the locale inside are not those that the machine happens to have',
    given,
    shared: true,
    when: operation('draws-numbers', { place: true }),
    expect: {
      'offsets are not those of the machine': (seen) => {
        const offsets = field(act(seen), 'offsets');
        return Array.isArray(offsets) && offsets.length === 2 && !same(offsets, offsetsOfTheMachine);
      },
      'dates are not written as the machine would': (seen) =>
        /GMT[+-]\d{4}/.test(textOf(field(act(seen), 'written'))) && !textOf(field(act(seen), 'written')).includes('GMT+1345'),
      'Intl, where it is there, does not name its time zone': (seen) => {
        const zone = field(act(seen), 'international', 'timeZone');
        return field(act(seen), 'international') === null || (typeof zone === 'string' && !zone.includes('Chatham'));
      },
      'Intl, where it is there, does not name its locale': (seen) => {
        const locale = field(act(seen), 'international', 'locale');
        return field(act(seen), 'international') === null || (typeof locale === 'string' && !locale.startsWith('th'));
      },
    },
    catches: ['tells-the-time-of-the-machine', 'speaks-the-language-of-the-machine'],
    covers: ['J02'],
  },
]);

const isGone = (seen: Observation): boolean => seen.calls[1]?.outcome.status === 'stopped' && seen.calls[2]?.outcome.status === 'absent';
