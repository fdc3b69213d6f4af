import type { ConformanceCase, Given } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, nothingLeft, sent, texts } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

const url = 'https://inside.test/';
const request = { methods: ['GET'], urls: ['https://inside.test/*'] };
const everything = { log: {}, sleep: {}, request };

interface Withheld {
  readonly id: string;
  readonly clause: 'MAN-4' | 'MAN-4.unknown-scope' | 'MAN-6';
  readonly says: string;
  readonly sandbox: { readonly [key: string]: Json };
  readonly covers?: readonly string[];
  readonly alsoCatches?: readonly string[];
  readonly catches?: readonly [string, ...string[]];
}

const uses = operation('uses-everything', { use: ['log', 'sleep', 'request'], url });

/** Whether a function was used, in the first call or in the second: what is withheld once only is not withheld. */
const requests = operation('uses-everything', { use: ['request'], url });

const isUsed = (seen: Observation, name: string): boolean => [0, 1].some((n) => field(act(seen, n), name, 'done') === true);

// Refusing the load is a way of granting nothing, too.
const grantsNothing = (row: Withheld): ConformanceCase => {
  const given: Given = {
    extension: 'uses-everything',
    manifest: { sandbox: { enabled: true, ...row.sandbox } },
    network: { answers: { [url]: { body: 'hello' } } },
  };
  return {
    id: row.id,
    clause: row.clause,
    kind: 'refuses',
    says: row.says,
    given,
    when: sequence(uses, uses),
    expect: {
      'log does not work and makes no record': (seen) => !isUsed(seen, 'log') && texts(seen).length === 0,
      'sleep does not work': (seen) => !isUsed(seen, 'sleep'),
      'request does not work and nothing leaves': (seen) => !isUsed(seen, 'request') && nothingLeft(seen),
    },
    admits: {
      given: { manifest: { sandbox: { enabled: true, requestedScopes: everything } } },
      when: uses,
      expect: {
        'with its scope log makes a record': (seen) => texts(seen).includes('a line'),
        'with its scope sleep resolves': (seen) => field(act(seen), 'sleep', 'done') === true,
        'with its scope request reaches the web': (seen) => sent(seen).length === 1,
      },
    },
    catches: row.catches ?? ['grants-log-anyway', 'grants-sleep-anyway', 'request-without-scope', ...(row.alsoCatches ?? [])],
    ...(row.covers === undefined ? {} : { covers: row.covers }),
  };
};

const scopes = { log: 'log', sleep: 'sleep', request: 'request' } as const;

// One scope says nothing of the others.
const onlyOne = (id: string, name: keyof typeof scopes, caught: readonly [string, ...string[]]): ConformanceCase => ({
  id,
  clause: 'MAN-4',
  kind: 'refuses',
  says: `the scope "${name}" alone grants nothing else`,
  given: {
    extension: 'uses-everything',
    manifest: { sandbox: { enabled: true, requestedScopes: { [name]: everything[name] } } },
    network: { answers: { [url]: { body: 'hello' } } },
  },
  when: sequence(uses, uses),
  expect: Object.fromEntries(
    Object.values(scopes).map((scope) => [
      scope === name ? `${scope} works` : `${scope} does not work`,
      (seen: Observation) => [0, 1].every((n) => (field(act(seen, n), scope, 'done') === true) === (scope === name)),
    ]),
  ),
  admits: {
    given: { manifest: { sandbox: { enabled: true, requestedScopes: everything } } },
    when: uses,
    expect: { 'with all scopes all work': (seen) => Object.values(scopes).every((scope) => field(act(seen), scope, 'done') === true) },
  },
  catches: caught,
});

export default defineCases([
  onlyOne('manifest/scopes/only-log', 'log', ['grants-sleep-anyway', 'request-without-scope', 'one-scope-is-none']),
  onlyOne('manifest/scopes/only-sleep', 'sleep', ['grants-log-anyway', 'request-without-scope', 'one-scope-is-none']),
  onlyOne('manifest/scopes/only-request', 'request', ['grants-log-anyway', 'grants-sleep-anyway', 'one-scope-is-none']),
  grantsNothing({
    id: 'manifest/scopes/absent',
    clause: 'MAN-4',
    says: 'scopes that are not requested are not granted',
    sandbox: { requestedScopes: {} },
    alsoCatches: ['ignores-unscoped-calls'],
  }),
  grantsNothing({
    id: 'manifest/scopes/no-requested-scopes',
    clause: 'MAN-4',
    says: 'a manifest without requestedScopes grants nothing',
    sandbox: {},
    alsoCatches: ['ignores-unscoped-calls'],
  }),
  grantsNothing({
    id: 'manifest/scopes/unknown-names',
    clause: 'MAN-4.unknown-scope',
    says: 'a scope whose name looks like all of them, or like one of them, grants nothing',
    sandbox: { requestedScopes: { '*': {}, all: everything, Log: {}, SLEEP: {}, 'request ': request } },
  }),
  grantsNothing({
    id: 'manifest/scopes/one-level-too-high',
    clause: 'MAN-4.unknown-scope',
    says: 'methods and urls one level too high grant nothing',
    sandbox: { requestedScopes: { methods: [], urls: [] } },
    covers: ['K27'],
  }),
  grantsNothing({
    id: 'manifest/scopes/inherited',
    clause: 'MAN-6',
    says: 'scopes below __proto__ are not inherited',
    sandbox: { requestedScopes: { ['__proto__']: everything } },
    alsoCatches: ['inherits-from-proto-keys'],
    covers: ['B06', 'E01'],
  }),
  {
    id: 'manifest/scopes/inherited-request',
    clause: 'MAN-6',
    kind: 'refuses',
    says: 'methods and urls below __proto__ of the request scope are not inherited',
    given: {
      extension: 'uses-everything',
      manifest: { sandbox: { enabled: true, requestedScopes: { request: { ['__proto__']: request } } } },
      network: { answers: { [url]: { body: 'hello' } } },
    },
    when: sequence(requests, requests),
    expect: {
      'request does not work and nothing leaves': (seen) => !isUsed(seen, 'request') && nothingLeft(seen),
    },
    admits: {
      given: { manifest: { sandbox: { enabled: true, requestedScopes: { request } } } },
      when: requests,
      expect: { 'with its own it reaches the web': (seen) => sent(seen).length === 1 },
    },
    catches: ['inherits-from-proto-keys'],
    covers: ['B06', 'E01'],
  },
  grantsNothing({
    id: 'manifest/scopes/inherited-in-the-sandbox-entry',
    clause: 'MAN-6',
    says: 'requestedScopes below __proto__ of the sandbox entry are not inherited',
    sandbox: { ['__proto__']: { requestedScopes: everything } },
    catches: ['inherits-from-proto-keys'],
    covers: ['B06', 'E01'],
  }),
  grantsNothing({
    id: 'manifest/scopes/through-the-constructor',
    clause: 'MAN-6',
    says: 'scopes below constructor.prototype are not inherited',
    sandbox: { requestedScopes: { constructor: { prototype: everything } } },
    covers: ['B06'],
  }),
]);
