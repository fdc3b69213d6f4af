import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, texts } from '../../src/contract/reading.ts';
import { action, concurrently, endpoint, filter, load, operation, sequence, unload, watch } from '../../src/contract/stimulus.ts';

const draft = { title: 'To whom it may concern' };

// What would run after an unload shows within this time, in ms.
const afterwards = watch(60);

// A record that was written before the unload has this long to arrive, in ms.
const delivery = 20;

const absentAt =
  (n: number): Check =>
  (seen) =>
    seen.calls[n]?.outcome.status === 'absent';

const times = (seen: Observation, what: string): number => texts(seen).filter((text) => text === what).length;

const doors = [
  {
    id: 'registration/unload/endpoint',
    clause: 'ENDPOINT-7',
    says: 'after unload the routes are absent, and loaded again they answer',
    extension: 'endpoint-answers',
    call: endpoint('POST', '/method'),
    act: 'post',
  },
  {
    id: 'registration/unload/operation',
    clause: 'OPERATION-6',
    says: 'after unload the id is absent and free again',
    extension: 'honest-operation',
    call: operation('honest'),
    act: 'honest',
  },
] as const;

const letter = filter('letters.items.create', draft);
const sentLetter = action('letters.items.create', draft);

export default defineCases([
  ...doors.map(({ id, clause, says, extension, call, act: answer }): ConformanceCase => ({
    id,
    clause,
    kind: 'provides',
    says,
    given: { extension },
    when: sequence(call, unload(), call, load('subject'), call),
    expect: {
      'afterwards it is absent': absentAt(1),
      'loaded again, it answers as before': (seen) => seen.load.accepted && [0, 2].every((n) => act(seen, n) === answer),
    },
    catches: ['unload-does-nothing'],
    covers: ['F09'],
  })),
  {
    id: 'registration/unload/hook',
    clause: 'HOOK-8',
    kind: 'provides',
    says: 'after unload no filter and no action runs, and loaded again each runs once',
    given: { extension: 'hook-leaves' },
    when: sequence(letter, sentLetter, watch(20), unload(), letter, sentLetter, afterwards, load('subject'), letter, sentLetter, watch(30)),
    expect: {
      'the filtered event has no handler any more': absentAt(2),
      'the event of the action has none either': absentAt(3),
      'it loads again': (seen) => seen.load.accepted && act(seen, 4) === 'filtered',
      'the filter runs once each time': (seen) => times(seen, 'the filter ran') === 2,
      'the action runs once each time': (seen) => times(seen, 'the action ran') === 2,
    },
    catches: ['unload-does-nothing', 'reloads-register-twice'],
    covers: ['F09'],
  },
  {
    id: 'registration/unload/sleeping-call',
    clause: 'OPERATION-6',
    kind: 'refuses',
    says: 'once the unload is over, a call that slept meanwhile does not go on',
    given: { extension: 'operation-lingers' },
    // a watch goes on until the runtime is quiet, so the call sleeps longer than four of the first one
    when: concurrently(operation('lingers', { ms: 300 }), sequence(watch(30), unload(), watch(300))),
    expect: {
      'nothing is logged after the unload': (seen) =>
        seen.watches.length === 2 && seen.logs.every(({ at }) => at < (seen.watches[1]?.from ?? 0) + delivery),
    },
    admits: {
      given: {},
      when: operation('lingers', { ms: 300 }),
      expect: { 'without the unload it wakes up': (seen) => act(seen) === 'woke up' && texts(seen).includes('woke up') },
    },
    catches: ['unload-does-nothing'],
    covers: ['I15'],
  },
]);
