import type { ConformanceCase, Given } from '../../src/contract/case.ts';
import { reason } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import { act, field, loadRefusal, nothingLeft, refusedAt } from '../../src/contract/reading.ts';
import { beside, operation, sequence } from '../../src/contract/stimulus.ts';
import { refusedEitherWay } from './rows/scope-cases.ts';

const url = 'https://letters.inside.test/7';

interface Row {
  readonly id: string;
  readonly says: string;
  /** A glob that is invalid, or a whole request scope that is. */
  readonly invalid: string | Json;
  /** What a careless reading of it grants; the URL above when left out. */
  readonly asks?: string;
  /** The nearest valid glob. */
  readonly valid?: string;
  readonly catches?: ConformanceCase['catches'];
  readonly covers?: readonly string[];
}

const scopeOf = (request: Json): Pick<Given, 'scopes'> => ({ scopes: { request } });
const get = (...urls: readonly Json[]): Json => ({ methods: ['GET'], urls });

const grantsNothing = (row: Row): ConformanceCase => {
  const { id, says, invalid, asks = url, valid = 'https://letters.inside.test/*', catches = ['urls-go-unchecked'], covers } = row;
  return {
    id,
    clause: 'REQ-5.invalid-glob',
    kind: 'refuses',
    says,
    given: {
      extension: 'request-once',
      ...scopeOf(typeof invalid === 'string' ? get(invalid) : invalid),
      network: { answers: { [asks]: { body: 'you reached it' } } },
    },
    when: operation('once', { url: asks, options: {} }),
    expect: {
      'nothing leaves the host': nothingLeft,
      'the load is refused, or the call with an error that names request': reason(refusedEitherWay),
    },
    admits: {
      given: scopeOf(get(valid)),
      expect: { 'its answer comes back': (seen) => field(act(seen), 'data') === 'you reached it' },
    },
    catches,
    ...(covers === undefined ? {} : { covers }),
  };
};

const open = ['malformed-scopes-fail-open'] as const;

const named = [
  { id: 'request/invalid-globs/glob-named', field: /urls/, request: get('https://outside.test/*', 'https://letters.inside.test*') },
  {
    id: 'request/invalid-globs/method-named',
    field: /methods/,
    request: { methods: ['GET', 'HEAD'], urls: ['https://letters.inside.test/*'] },
  },
] as const;

export default defineCases([
  ...[
    {
      id: 'request/invalid-globs/bare-star',
      says: 'a glob that is * alone grants nothing',
      invalid: '*',
      valid: 'https://*',
      covers: ['K24'],
    },
    {
      id: 'request/invalid-globs/any-scheme',
      says: 'a glob with * as its scheme grants nothing',
      invalid: '*://letters.inside.test/*',
      covers: ['K24', 'K38'],
    },
    {
      id: 'request/invalid-globs/scheme-with-a-star',
      says: 'a glob with a * behind http grants nothing',
      invalid: 'http*://letters.inside.test/*',
      covers: ['K24'],
    },
    {
      id: 'request/invalid-globs/scheme-in-upper-case',
      says: 'a glob whose scheme is in upper case grants nothing',
      invalid: 'HTTPS://letters.inside.test/*',
      covers: ['K24'],
    },
    {
      id: 'request/invalid-globs/no-scheme',
      says: 'a glob without a scheme grants nothing',
      invalid: 'letters.inside.test/*',
      covers: ['K24'],
    },
    {
      id: 'request/invalid-globs/text-in-front',
      says: 'a glob with anything in front of its scheme grants nothing',
      invalid: ' https://letters.inside.test/*',
      covers: ['K24'],
    },
    {
      id: 'request/invalid-globs/host-prefix',
      says: 'a glob with a * at the end of its host grants nothing',
      invalid: 'https://letters.inside.test*',
      covers: ['K17'],
    },
    {
      id: 'request/invalid-globs/host-suffix',
      says: 'a glob with a * in front of a name, without a dot between, grants nothing',
      invalid: 'https://*letters.inside.test/*',
      covers: ['K17'],
    },
    {
      id: 'request/invalid-globs/star-inside-the-host',
      says: 'a glob with a * inside its host grants nothing',
      invalid: 'https://letters.*.inside.test/*',
      asks: 'https://letters.a.inside.test/7',
      valid: 'https://*.a.inside.test/*',
      covers: ['K17'],
    },
    {
      id: 'request/invalid-globs/two-stars-as-host',
      says: 'a glob with ** as its host grants nothing',
      invalid: 'https://**/*',
      valid: 'https://*/*',
      covers: ['K17', 'K21'],
    },
    {
      id: 'request/invalid-globs/star-before-an-address',
      says: 'a glob with *. before an address grants nothing',
      invalid: 'http://*.0.113.7/*',
      asks: 'http://203.0.113.7/7',
      valid: 'http://203.0.113.7/*',
      covers: ['K07'],
    },
    {
      id: 'request/invalid-globs/trailing-dot',
      says: 'a glob whose host has a trailing dot grants nothing',
      invalid: 'https://letters.inside.test./*',
      covers: ['K09'],
    },
    {
      id: 'request/invalid-globs/no-host',
      says: 'a glob without a host grants nothing',
      invalid: 'https:///*',
      valid: 'https://*/*',
      covers: ['K12'],
    },
    {
      id: 'request/invalid-globs/long-label',
      says: 'a glob with a label of 64 characters grants nothing',
      invalid: `https://*.${'a'.repeat(64)}.inside.test/*`,
      asks: `https://a.${'a'.repeat(63)}.inside.test/7`,
      valid: `https://*.${'a'.repeat(63)}.inside.test/*`,
      covers: ['K41'],
    },
    {
      id: 'request/invalid-globs/userinfo',
      says: 'a glob with an @ in its authority grants nothing',
      invalid: 'https://user@letters.inside.test/*',
      covers: ['K24'],
    },
    {
      id: 'request/invalid-globs/escaped-host',
      says: 'a glob with a % in its host grants nothing',
      invalid: 'https://l%65tters.inside.test/*',
      covers: ['K05'],
    },
    {
      id: 'request/invalid-globs/empty-port',
      says: 'a glob with a colon and no port grants nothing',
      invalid: 'https://letters.inside.test:/*',
      covers: ['K10'],
    },
    {
      id: 'request/invalid-globs/port-zero',
      says: 'a glob with the port 0 grants nothing',
      invalid: 'https://letters.inside.test:0/*',
      covers: ['K10'],
    },
    {
      id: 'request/invalid-globs/port-too-high',
      says: 'a glob with a port beyond 65,535 grants nothing',
      invalid: 'https://letters.inside.test:65536/*',
      covers: ['K10'],
    },
    {
      id: 'request/invalid-globs/port-with-a-star',
      says: 'a glob with a * beside digits as its port grants nothing',
      invalid: 'https://letters.inside.test:4*/*',
      covers: ['K10'],
    },
    {
      id: 'request/invalid-globs/backslash',
      says: 'a glob with a backslash grants nothing',
      invalid: 'https://letters.inside.test/\\w*',
      covers: ['K22'],
    },
    {
      id: 'request/invalid-globs/fragment',
      says: 'a glob with a # grants nothing',
      invalid: 'https://letters.inside.test/*#',
      covers: ['K24'],
    },
    {
      id: 'request/invalid-globs/control-character',
      says: 'a glob with a control character grants nothing',
      invalid: 'https://letters.inside.test/*\n',
      covers: ['K03'],
    },
    {
      id: 'request/invalid-globs/c1',
      says: 'a glob with DEL or a control character of C1 grants nothing',
      invalid: 'https://letters.inside.test/*\u0085',
      covers: ['K03'],
    },
    {
      id: 'request/invalid-globs/dot-segments',
      says: 'a glob with a dot segment grants nothing',
      invalid: 'https://letters.inside.test/x/../*',
      covers: ['K24'],
    },
    {
      id: 'request/invalid-globs/escaped-dot-segments',
      says: 'a glob with an escaped dot segment grants nothing',
      invalid: 'https://letters.inside.test/%2e%2e/*',
      covers: ['K24'],
    },
    { id: 'request/invalid-globs/no-text', says: 'a glob that is no text grants nothing', invalid: get(null), covers: ['K27'] },
    {
      id: 'request/invalid-globs/method-in-lower-case',
      says: 'a method in lower case grants nothing',
      invalid: { methods: ['get'], urls: ['https://letters.inside.test/*'] },
      catches: ['methods-go-unchecked'],
      covers: ['K25'],
    },
    {
      id: 'request/invalid-globs/any-method',
      says: 'a * as a method grants nothing',
      invalid: { methods: ['*'], urls: ['https://letters.inside.test/*'] },
      catches: ['methods-go-unchecked'],
      covers: ['K25'],
    },
    {
      id: 'request/invalid-globs/no-methods',
      says: 'a request scope without methods grants nothing',
      invalid: { urls: ['https://letters.inside.test/*'] },
      catches: open,
      covers: ['K27'],
    },
    {
      id: 'request/invalid-globs/no-urls',
      says: 'a request scope without urls grants nothing',
      invalid: { methods: ['GET'] },
      catches: open,
      covers: ['K27'],
    },
    {
      id: 'request/invalid-globs/urls-as-text',
      says: 'urls that are one text grant nothing',
      invalid: { methods: ['GET'], urls: 'https://letters.inside.test/*' },
      catches: open,
      covers: ['K27'],
    },
    {
      id: 'request/invalid-globs/methods-as-text',
      says: 'methods that are one text grant nothing',
      invalid: { methods: 'GET', urls: ['https://letters.inside.test/*'] },
      catches: open,
      covers: ['K27'],
    },
    {
      id: 'request/invalid-globs/list-of-globs',
      says: 'a request scope that is a list of globs grants nothing',
      invalid: ['https://letters.inside.test/*'],
      catches: open,
      covers: ['K27'],
    },
    {
      id: 'request/invalid-globs/true',
      says: 'a request scope that is true grants nothing',
      invalid: true,
      catches: open,
      covers: ['K27'],
    },
  ].map((row) => grantsNothing(row as Row)),
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
