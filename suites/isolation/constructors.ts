import { reason, type Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { NetworkTable } from '../../src/contract/network.ts';
import { act, field, isPermissionError, nothingLeft, refusedIn } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const seesNothing =
  (root: string): Check =>
  (seen) => {
    const found = field(act(seen), root);
    return Array.isArray(found) && found.length === 0;
  };

const network: NetworkTable = {
  answers: {
    'https://inside.test/data': { headers: { 'content-type': 'application/json' }, body: '{"list":[{"deep":[]}]}' },
    'https://outside.test/data': { body: 'you reached it' },
  },
};

export default defineCases([
  {
    id: 'isolation/constructors/code-made-through-what-is-given',
    clause: 'ENV-4',
    kind: 'contains',
    says: 'code made through the constructors of everything that an extension is given sees no global of a host',
    given: { extension: 'makes-code', network },
    when: operation('makes-code', { url: 'https://inside.test/data', list: [1, { inner: true }], nested: { deep: [] } }),
    expect: {
      'through the constructors of globalThis there is no host global': seesNothing('globals'),
      'through the functions of directus:api there is none': seesNothing('functions'),
      "through the handler's argument there is none": seesNothing('argument'),
      'through promises and what they resolve to there is none': seesNothing('promises'),
      'through what requests resolve to there is none': seesNothing('results'),
      'through errors of refused calls there is none': seesNothing('errors'),
    },
    catches: ['leaks-process', 'leaks-console', 'leaks-timers', 'leaks-web-functions', 'leaks-engine-functions'],
    covers: ['A01', 'A02', 'A03', 'A04', 'A05', 'A09', 'C14'],
  },
  {
    id: 'isolation/constructors/global-of-the-api-functions',
    clause: 'ENV-4',
    kind: 'refuses',
    says: 'whoever takes over the global object that the functions of directus:api see gains no permission by it',
    given: { extension: 'owns-the-api-realm', scopes: { request: { methods: ['GET'], urls: ['https://inside.test/*'] } }, network },
    when: operation('owns-the-api-realm', { url: 'https://outside.test/data' }),
    expect: {
      'nothing leaves': nothingLeft,
      'the error says that request has no permission': reason((seen) => isPermissionError(refusedIn(seen), 'request')),
    },
    admits: {
      when: operation('owns-the-api-realm', { url: 'https://inside.test/data' }),
      expect: { 'what the scope allows is still answered': (seen) => field(act(seen), 'status') === 200 },
    },
    catches: ['urls-go-unchecked'],
    covers: ['B09'],
  },
]);
