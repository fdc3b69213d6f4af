import { reason, type ReasonCheck } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { loadRefusal, refusedAt } from '../../src/contract/reading.ts';
import { beside, operation, sequence } from '../../src/contract/stimulus.ts';
import { admits, common, get, grantsNothing, url, type InvalidRow } from './rows/grants-nothing.ts';

const open = ['malformed-scopes-fail-open'] as const;

const names = (field: RegExp): ReasonCheck =>
  reason((seen) => refusedAt(seen, 'manifest') && field.test(loadRefusal(seen)?.error.message ?? ''));

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
  ...rows.map((row) => grantsNothing(row)),
  {
    id: 'request/invalid-scopes/glob-named',
    clause: 'REQ-5.invalid-glob-named',
    kind: 'refuses',
    says: 'a request scope with something invalid in its urls is refused at load, by that name, and no other extension is',
    given: {
      ...common,
      beside: { extension: 'honest-operation' },
      scopes: { request: get('https://outside.test/*', 'https://letters.inside.test*') },
    },
    when: sequence(operation('once', { url, options: {} }), beside(operation('honest'))),
    expect: {
      'the load is refused': (seen) => loadRefusal(seen) !== undefined,
      'the extension beside it goes on working': (seen) => seen.besideCalls[0]?.act === 'honest',
      'the error is about the manifest and names the field': names(/urls/),
    },
    admits,
    catches: [
      'invalid-globs-are-left-out',
      'one-bad-manifest-stops-all',
      'names-no-field',
      'only-the-first-glob-counts',
      'globs-match-as-in-directus',
    ],
    covers: ['K24', 'K27'],
  },
  {
    id: 'request/invalid-scopes/method-named',
    clause: 'REQ-5.invalid-glob-named',
    kind: 'refuses',
    says: 'a request scope with something invalid in its methods is refused at load, by that name',
    given: { ...common, scopes: { request: { methods: ['GET', 'HEAD'], urls: ['https://letters.inside.test/*'] } } },
    when: operation('once', { url, options: {} }),
    expect: {
      'the load is refused': (seen) => loadRefusal(seen) !== undefined,
      'the error is about the manifest and names the field': names(/methods/),
    },
    admits,
    catches: ['invalid-globs-are-left-out', 'names-no-field'],
    covers: ['K24', 'K27'],
  },
]);
