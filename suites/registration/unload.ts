import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { act, texts } from '../../src/contract/reading.ts';
import { action, concurrently, endpoint, filter, load, operation, sequence, unload, watch } from '../../src/contract/stimulus.ts';

const draft = { title: 'To whom it may concern' };

// What would run after an unload shows within this time, in ms.
const afterwards = watch(100);

// A record that was written before the unload has this long to arrive, in ms.
const delivery = 20;

const absent: Check = (seen) => seen.calls[1]?.outcome.status === 'absent';

const doors = [
  {
    id: 'registration/unload/endpoint',
    clause: 'ENDPOINT-7',
    says: 'after unload the routes are absent',
    extension: 'endpoint-answers',
    call: endpoint('POST', '/method'),
    act: 'post',
  },
  {
    id: 'registration/unload/operation',
    clause: 'OPERATION-6',
    says: 'after unload the id is absent',
    extension: 'honest-operation',
    call: operation('honest'),
    act: 'honest',
  },
] as const;

export default defineCases([
  ...doors.map(({ id, clause, says, extension, call, act: answer }): ConformanceCase => ({
    id,
    clause,
    kind: 'refuses',
    says,
    given: { extension },
    when: sequence(call, unload(), call),
    expect: { 'afterwards it is absent': absent },
    // the twin has a scene of its own, because nothing is left of the case's
    admits: {
      given: {},
      when: sequence(call, call),
      expect: { 'without the unload it answers twice': (seen) => [0, 1].every((n) => act(seen, n) === answer) },
    },
    catches: ['unload-does-nothing'],
  })),
  {
    id: 'registration/unload/filter',
    clause: 'HOOK-8',
    kind: 'refuses',
    says: 'after unload no filter runs',
    given: { extension: 'hook-leaves' },
    when: sequence(filter('letters.items.create', draft), unload(), filter('letters.items.create', draft), afterwards),
    expect: {
      'the event has no handler any more': absent,
      'the filter has run once': (seen) => texts(seen).filter((text) => text === 'the filter ran').length === 1,
    },
    admits: {
      given: {},
      when: sequence(filter('letters.items.create', draft), filter('letters.items.create', draft)),
      expect: { 'without the unload it runs twice': (seen) => texts(seen).filter((text) => text === 'the filter ran').length === 2 },
    },
    catches: ['unload-does-nothing'],
    covers: ['F09'],
  },
  {
    id: 'registration/unload/action',
    clause: 'HOOK-8',
    kind: 'refuses',
    says: 'after unload no action runs',
    given: { extension: 'hook-leaves' },
    when: sequence(action('letters.items.create', draft), watch(30), unload(), action('letters.items.create', draft), afterwards),
    expect: {
      'the event has no handler any more': absent,
      'the action has run once': (seen) => texts(seen).filter((text) => text === 'the action ran').length === 1,
    },
    admits: {
      given: {},
      when: sequence(action('letters.items.create', draft), action('letters.items.create', draft), afterwards),
      expect: { 'without the unload it runs twice': (seen) => texts(seen).filter((text) => text === 'the action ran').length === 2 },
    },
    catches: ['unload-does-nothing'],
    covers: ['F09'],
  },
  {
    id: 'registration/unload/reload',
    clause: 'HOOK-8',
    kind: 'provides',
    says: 'an extension that is unloaded and loaded again has each of its handlers once',
    given: { extension: 'hook-leaves' },
    when: sequence(
      filter('letters.items.create', draft),
      unload(),
      load('subject'),
      filter('letters.items.create', draft),
      action('letters.items.create', draft),
      watch(30),
    ),
    expect: {
      'it loads again': (seen) => seen.load.accepted && act(seen, 1) === 'filtered',
      'each handler runs once': (seen) =>
        texts(seen).filter((text) => text === 'the filter ran').length === 2 &&
        texts(seen).filter((text) => text === 'the action ran').length === 1,
    },
    catches: ['unload-does-nothing', 'reloads-register-twice'],
    covers: ['F09'],
  },
  {
    id: 'registration/unload/id-is-free-again',
    clause: 'OPERATION-6',
    kind: 'provides',
    says: 'the id of an operation that was unloaded is free for another extension',
    given: { extension: 'honest-operation', beside: { extension: 'operation-facts' } },
    when: sequence(operation('honest'), unload(), load('subject'), operation('honest')),
    expect: { 'it answers before and after': (seen) => seen.load.accepted && [0, 1].every((n) => act(seen, n) === 'honest') },
    catches: ['unload-does-nothing'],
    covers: ['F09'],
  },
  {
    id: 'registration/unload/route-is-free-again',
    clause: 'ENDPOINT-7',
    kind: 'provides',
    says: 'an endpoint that is unloaded and loaded again answers at its routes',
    given: { extension: 'endpoint-answers' },
    when: sequence(endpoint('POST', '/method'), unload(), load('subject'), endpoint('POST', '/method')),
    expect: { 'it answers before and after': (seen) => seen.load.accepted && [0, 1].every((n) => act(seen, n) === 'post') },
    catches: ['unload-does-nothing'],
    covers: ['F09'],
  },
  {
    id: 'registration/unload/sleeping-call',
    clause: 'OPERATION-6',
    kind: 'refuses',
    says: 'once the unload is over, a call that slept meanwhile does not go on',
    given: { extension: 'operation-lingers' },
    when: concurrently(operation('lingers', { ms: 300 }), sequence(watch(30), unload(), watch(400))),
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
