import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { CallSeen, Observation } from '../../src/contract/observation.ts';
import { field, isPermissionError, sent } from '../../src/contract/reading.ts';
import { beside, concurrently, endpoint, fresh, load, operation, sequence } from '../../src/contract/stimulus.ts';

const find = endpoint('POST', '/find');

const places = [
  {
    id: 'isolation/realms/globals',
    place: 'global',
    says: 'a global that one extension sets is not there for another',
    covers: ['F01'],
    fault: 'finds-leftovers',
  },
  {
    id: 'isolation/realms/intrinsics',
    place: 'intrinsics',
    says: 'what one extension does to prototypes is not there for another',
    covers: ['F02'],
    fault: 'finds-leftovers',
  },
  {
    id: 'isolation/realms/statics',
    place: 'statics',
    says: 'what a regular expression of one extension has matched is not there for another',
    covers: ['F02'],
    fault: 'finds-leftovers',
  },
  {
    id: 'isolation/realms/api',
    place: 'api',
    says: 'what one extension writes to the functions of directus:api is not there for another',
    covers: ['F03'],
    fault: 'shares-the-api',
  },
] as const;

/* Each answered, and nowhere in the answer is what was left. */
const findsNothing =
  (place: string, calls: (seen: Observation) => readonly CallSeen[]): Check =>
  (seen) =>
    calls(seen).length > 0 &&
    calls(seen).every(({ act, challenge }) => {
      const found = field(act, place);
      return challenge === true && found !== undefined && (Array.isArray(found) ? found : [found]).every((one) => one !== 'left');
    });

const inside = 'https://inside.test/page';
const outside = 'https://outside.test/page';
const ask = (url: string) => endpoint('POST', '/ask', { body: { url } });

export default defineCases([
  ...places.map(({ id, place, says, covers, fault }): ConformanceCase => ({
    id,
    clause: 'ISO-1',
    kind: 'contains',
    says,
    given: { extension: 'leaves-things', beside: { extension: 'finds-things' } },
    when: sequence(operation('leaves-things'), beside(find), load('fresh'), fresh(find)),
    expect: {
      'an extension that was loaded before finds nothing': findsNothing(place, ({ besideCalls }) => besideCalls),
      'an extension that is loaded afterwards finds nothing': findsNothing(place, ({ freshCalls }) => freshCalls),
    },
    catches: [fault],
    covers,
  })),
  {
    id: 'isolation/realms/scopes',
    clause: 'ISO-1',
    kind: 'contains',
    says: 'each of two extensions that ask at the same time is judged by its own scope',
    given: {
      extension: 'honest-routes',
      scopes: { log: {}, sleep: {}, request: { methods: ['GET'], urls: ['https://inside.test/*'] } },
      beside: {
        extension: 'honest-routes',
        scopes: { log: {}, sleep: {}, request: { methods: ['GET'], urls: ['https://inside.test/*', 'https://outside.test/*'] } },
      },
      network: { answers: { [inside]: { body: 'inside' }, [outside]: { body: 'outside' } } },
    },
    when: concurrently(...[1, 2, 3, 4].flatMap(() => [beside(ask(outside)), ask(outside), ask(inside)])),
    expect: {
      'the narrow scope refuses what only the wide one grants, each time': (seen) =>
        seen.calls.length === 8 &&
        seen.calls.every(({ act }, n) =>
          n % 2 === 0
            ? isPermissionError({ name: 'Error', message: JSON.stringify(field(act, 'refused') ?? null) }, 'request')
            : field(act, 'data') === 'inside',
        ),
      'the wide scope grants it each time': (seen) =>
        seen.besideCalls.length === 4 && seen.besideCalls.every(({ act }) => field(act, 'data') === 'outside'),
      'outside is asked by the wide one only': (seen) => sent(seen).filter(({ url }) => url === outside).length === 4,
    },
    catches: ['first-scopes-for-all', 'last-scopes-for-all'],
    covers: ['F04'],
  },
]);
