import { defineCases } from '../../src/contract/define-cases.ts';
import { act, field } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const scopes = { log: {}, sleep: {}, request: { methods: ['GET'], urls: ['https://inside.test/*'] } };

export default defineCases([
  {
    id: 'api/namespace/read-only',
    clause: 'API-2',
    kind: 'contains',
    says: 'no way of writing to the namespace of directus:api changes it',
    given: { extension: 'reads-the-api', scopes },
    shared: true,
    when: operation('reads-the-api'),
    expect: {
      'assigning leaves log as it was': (seen) => field(act(seen), 'kept', 'log') === true,
      'defining leaves sleep as it was': (seen) => field(act(seen), 'kept', 'sleep') === true,
      'deleting leaves request as it was': (seen) => field(act(seen), 'kept', 'request') === true,
      'nothing can be added': (seen) => field(act(seen), 'added') === false,
    },
    catches: ['copies-the-namespace'],
    covers: ['C09', 'F03'],
  },
  {
    id: 'api/namespace/exotic',
    clause: 'API-2',
    kind: 'provides',
    says: 'the namespace of directus:api is that of a module: no member can be set, removed, hidden or replaced, and nothing is inherited',
    given: { extension: 'reads-the-api', scopes },
    shared: true,
    when: operation('reads-the-api'),
    expect: {
      'no way of Reflect to change it succeeds': (seen) =>
        ['set', 'deleted', 'accessor', 'hidden', 'prototype'].every((way) => field(act(seen), 'tried', way) === false),
      'its members are what they were': (seen) => field(act(seen), 'isEmptied') === false,
      'it takes no further member': (seen) => field(act(seen), 'extensible') === false,
      'it has no prototype and inherits nothing': (seen) =>
        field(act(seen), 'prototype') === 'null' && field(act(seen), 'inherited') === false,
      'it says that it is a module': (seen) => field(act(seen), 'tag') === '[object Module]',
    },
    catches: ['copies-the-namespace'],
    covers: ['C09'],
  },
]);
