import type { Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { CallSeen, Observation } from '../../src/contract/observation.ts';
import { field, isPermissionError, sent } from '../../src/contract/reading.ts';
import { beside, concurrently, endpoint, fresh, load, operation, sequence } from '../../src/contract/stimulus.ts';

const find = endpoint('POST', '/find');

const places = [
  { place: 'global', says: 'a global that it set' },
  { place: 'intrinsics', says: 'what it did to prototypes' },
  { place: 'statics', says: 'what a regular expression of it has matched' },
  { place: 'api', says: 'what it wrote to the functions of directus:api' },
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

const count = endpoint('POST', '/count');

/* A runtime may keep what is in module scope over calls, or give every call a fresh one. */
const countsAlone =
  (place: string): Check =>
  ({ calls, besideCalls }) =>
    [calls, besideCalls].every((own, n) => {
      const counts = own.map(({ act }) => field(act, place));
      return counts.length === 3 - n && (counts.every((one) => one === 1) || counts.every((one, at) => one === at + 1));
    });

const inside = 'https://inside.test/page';
const outside = 'https://outside.test/page';
const ask = (url: string) => endpoint('POST', '/ask', { body: { url } });

export default defineCases([
  {
    id: 'isolation/realms/left-things',
    clause: 'ISO-1',
    kind: 'contains',
    says: 'nothing that one extension leaves in its realm is there for another',
    given: { extension: 'leaves-things', beside: { extension: 'finds-things' } },
    when: sequence(operation('leaves-things'), beside(find), load('fresh'), fresh(find)),
    expect: Object.fromEntries(
      places.flatMap(({ place, says }) => [
        [`an extension that was loaded before does not find ${says}`, findsNothing(place, ({ besideCalls }) => besideCalls)],
        [`an extension that is loaded afterwards does not find ${says}`, findsNothing(place, ({ freshCalls }) => freshCalls)],
      ]),
    ),
    catches: ['finds-leftovers', 'shares-the-api'],
    covers: ['F01', 'F02', 'F03'],
  },
  {
    id: 'isolation/realms/module-state',
    clause: 'ISO-1',
    kind: 'contains',
    says: 'what an extension counts over calls, in its module and in its globals, is its own: it goes on or begins anew',
    given: { extension: 'honest-routes', beside: { extension: 'honest-routes' } },
    when: sequence(count, count, beside(count), count, beside(count)),
    expect: {
      'a count in the module goes on from the last one, or begins anew': countsAlone('module'),
      'a count in the globals goes on from the last one, or begins anew': countsAlone('global'),
    },
    catches: ['shares-what-is-counted'],
    covers: ['F08'],
  },
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
    when: sequence(concurrently(...[1, 2, 3, 4].flatMap(() => [beside(ask(outside)), ask(outside), ask(inside)])), beside(count), count),
    expect: {
      'the narrow scope refuses what only the wide one grants, each time': (seen) =>
        seen.calls.length === 9 &&
        seen.calls
          .slice(0, 8)
          .every(({ act }, n) =>
            n % 2 === 0
              ? isPermissionError({ name: 'Error', message: JSON.stringify(field(act, 'refused') ?? null) }, 'request')
              : field(act, 'data') === 'inside',
          ),
      'the wide scope grants it each time': (seen) =>
        seen.besideCalls.length === 5 && seen.besideCalls.slice(0, 4).every(({ act }) => field(act, 'data') === 'outside'),
      'meanwhile neither meets the other in its globals': ({ calls, besideCalls }) =>
        field(calls[8]?.act, 'global') === 1 && field(besideCalls[4]?.act, 'global') === 1,
      'outside is asked by the wide one only': (seen) => sent(seen).filter(({ url }) => url === outside).length === 4,
    },
    catches: ['first-scopes-for-all', 'last-scopes-for-all', 'shares-what-is-counted'],
    covers: ['F04'],
  },
]);
