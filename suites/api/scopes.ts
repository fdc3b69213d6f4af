import { reason, type Check, type ReasonCheck } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, denial, denialAt, field, isPermissionError, nothingLeft, refusedAt, same, sent, texts } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

const url = 'https://inside.test/';
const granted = { log: {}, sleep: {}, request: { methods: ['GET'], urls: ['https://inside.test/*'] } };

const uses = operation('uses-everything', { use: ['log', 'sleep', 'request'], url });

// Twice, because what is refused once only is not refused.
const isDenied = (seen: Observation, name: string): boolean => [0, 1].every((n) => denialAt(seen, n, name) !== undefined);

// A link error names one of the three, and it may be any.
const saysWhy = (name: string): ReasonCheck => reason((seen) => refusedAt(seen, 'link') || isPermissionError(denial(seen, name), name));

const works =
  (name: string): Check =>
  (seen) =>
    field(act(seen), name, 'done') === true;

export default defineCases([
  {
    id: 'api/scopes/nothing-without-a-scope',
    clause: 'API-4',
    kind: 'refuses',
    says: 'an extension without scopes can use no function of directus:api',
    given: { extension: 'uses-everything', scopes: {}, network: { answers: { [url]: { body: 'hello' } } } },
    when: sequence(uses, uses),
    expect: {
      'log is refused and makes no record': (seen) => isDenied(seen, 'log') && texts(seen).length === 0,
      'sleep is refused': (seen) => isDenied(seen, 'sleep'),
      'request is refused and nothing leaves': (seen) => isDenied(seen, 'request') && nothingLeft(seen),
      'the refusal of log says that there is no right to it': saysWhy('log'),
      'the refusal of sleep says that there is no right to it': saysWhy('sleep'),
      'the refusal of request says that there is no right to it': saysWhy('request'),
    },
    admits: {
      given: { scopes: granted },
      when: uses,
      expect: {
        'with its scope log makes a record': (seen) => works('log')(seen) && texts(seen).includes('a line'),
        'with its scope sleep resolves': works('sleep'),
        'with its scope request reaches the web': (seen) => works('request')(seen) && sent(seen).length === 1,
      },
    },
    catches: [
      'grants-log-anyway',
      'grants-sleep-anyway',
      'request-without-scope',
      'names-nothing-in-refusals',
      'ignores-unscoped-calls',
      'withholds-unscoped-functions',
    ],
  },
  {
    id: 'api/scopes/importing-is-allowed',
    clause: 'API-4.import-allowed',
    kind: 'provides',
    says: 'an extension without scopes may import every function, and runs as long as it uses none',
    given: { extension: 'uses-everything', scopes: {} },
    when: operation('uses-everything', { use: [], url }),
    expect: { 'what it imports are functions': (seen) => same(field(act(seen), 'kinds'), ['function', 'function', 'function']) },
    catches: ['withholds-unscoped-functions'],
  },
]);
