import type { ConformanceCase } from '../../src/contract/case.ts';
import { reason } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { act, field, loadRefusal, refusedAt } from '../../src/contract/reading.ts';
import { beside, operation, sequence } from '../../src/contract/stimulus.ts';
import { get, grantsNothing, scopeOf, url, type InvalidRow } from './rows/grants-nothing.ts';

const open = ['malformed-scopes-fail-open'] as const;

const named = [
  { id: 'request/invalid-scopes/glob-named', field: /urls/, request: get('https://outside.test/*', 'https://letters.inside.test*') },
  {
    id: 'request/invalid-scopes/method-named',
    field: /methods/,
    request: { methods: ['GET', 'HEAD'], urls: ['https://letters.inside.test/*'] },
  },
] as const;

const rows: readonly InvalidRow[] = [
  { id: 'request/invalid-scopes/no-text', says: 'a glob that is no text grants nothing', invalid: get(null), covers: ['K27'] },
  {
    id: 'request/invalid-scopes/method-in-lower-case',
    says: 'a method in lower case grants nothing',
    invalid: { methods: ['get'], urls: ['https://letters.inside.test/*'] },
    catches: ['methods-go-unchecked'],
    covers: ['K25'],
  },
  {
    id: 'request/invalid-scopes/any-method',
    says: 'a * as a method grants nothing',
    invalid: { methods: ['*'], urls: ['https://letters.inside.test/*'] },
    catches: ['methods-go-unchecked'],
    covers: ['K25'],
  },
  {
    id: 'request/invalid-scopes/no-methods',
    says: 'a request scope without methods grants nothing',
    invalid: { urls: ['https://letters.inside.test/*'] },
    catches: open,
    covers: ['K27'],
  },
  {
    id: 'request/invalid-scopes/no-urls',
    says: 'a request scope without urls grants nothing',
    invalid: { methods: ['GET'] },
    catches: open,
    covers: ['K27'],
  },
  {
    id: 'request/invalid-scopes/urls-as-text',
    says: 'urls that are one text grant nothing',
    invalid: { methods: ['GET'], urls: 'https://letters.inside.test/*' },
    catches: open,
    covers: ['K27'],
  },
  {
    id: 'request/invalid-scopes/methods-as-text',
    says: 'methods that are one text grant nothing',
    invalid: { methods: 'GET', urls: ['https://letters.inside.test/*'] },
    catches: open,
    covers: ['K27'],
  },
  {
    id: 'request/invalid-scopes/list-of-globs',
    says: 'a request scope that is a list of globs grants nothing',
    invalid: ['https://letters.inside.test/*'],
    catches: open,
    covers: ['K27'],
  },
  {
    id: 'request/invalid-scopes/true',
    says: 'a request scope that is true grants nothing',
    invalid: true,
    catches: open,
    covers: ['K27'],
  },
];

export default defineCases([
  ...rows.map(grantsNothing),
  ...named.map(({ id, field: names, request }): ConformanceCase => ({
    id,
    clause: 'REQ-5.invalid-glob-named',
    kind: 'refuses',
    says: `a request scope with something invalid in its ${names.source} is refused at load, by that name, and no other extension is`,
    given: {
      extension: 'request-once',
      beside: { extension: 'honest-operation' },
      scopes: { request },
      network: { answers: { [url]: { body: 'you reached it' } } },
    },
    when: sequence(operation('once', { url, options: {} }), beside(operation('honest'))),
    expect: {
      'the load is refused': (seen) => loadRefusal(seen) !== undefined,
      'the extension beside it goes on working': (seen) => seen.besideCalls[0]?.act === 'honest',
      'the error is about the manifest and names the field': reason(
        (seen) => refusedAt(seen, 'manifest') && names.exec(loadRefusal(seen)?.error.message ?? '') !== null,
      ),
    },
    admits: {
      given: scopeOf(get('https://letters.inside.test/*')),
      expect: { 'its answer comes back': (seen) => field(act(seen), 'data') === 'you reached it' },
    },
    catches: ['invalid-globs-are-left-out', 'one-bad-manifest-stops-all', 'names-no-field'],
    covers: ['K24', 'K27'],
  })),
]);
