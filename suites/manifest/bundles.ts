import { reason, type ConformanceCase, type Twin } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, denialAt, field, isPermissionError, loadRefusal, refusedAt, texts } from '../../src/contract/reading.ts';
import { concurrently, endpoint, filter, operation, sequence, type CallStep } from '../../src/contract/stimulus.ts';

const path = { app: 'app.js', api: 'index.js' };
const parts = [
  { type: 'operation', name: 'write', source: path },
  { type: 'operation', name: 'send', source: path },
  { type: 'hook', name: 'stamp', source: 'index.js' },
  { type: 'endpoint', name: 'status', source: 'index.js' },
] as const;

const bundle = (entries: Json = parts, scopes: Json = {}): { readonly [key: string]: Json } => ({
  type: 'bundle',
  path,
  entries,
  sandbox: { enabled: true, requestedScopes: scopes },
});

const sees = ['process', 'require', 'Buffer', 'fetch', 'setTimeout'];
const seesNoHost = (seen: Observation, n: number): boolean => sees.every((name) => field(act(seen, n), 'sees', name) === 'undefined');

const letter = { title: 'a letter' };
// Whether the routes of a part live below its name is the runtime's own business.
const status = (below: string): CallStep => endpoint('POST', `${below}/facts`);

const logged = (seen: Observation, n: number): Json | undefined => field(act(seen, n), 'log', 'done');

/* Equal for every bundle whose parts are not those of its code. */
const declaredRightly: Twin = {
  given: { manifest: bundle() },
  when: sequence(operation('write', letter), operation('send', letter)),
  expect: { 'declared once each, they run': (seen) => ['write', 'send'].every((part, n) => field(act(seen, n), 'part') === part) },
};

// One that imports directus:api may be stopped by that alone, where it is run as code of the host.
const runAsBundles = [
  {
    id: 'manifest/bundles/none-in-the-host',
    says: 'a bundle is refused, or its parts see nothing of the host',
    given: { extension: 'bundle-of-parts', manifest: bundle() },
  },
  {
    id: 'manifest/bundles/none-in-the-host-without-imports',
    says: 'a bundle that imports nothing is refused, or its parts see nothing of the host',
    given: { extension: 'bundle-without-imports', manifest: bundle([parts[0], parts[2]]) },
  },
] as const;

export default defineCases([
  ...runAsBundles.map(({ id, says, given }): ConformanceCase => ({
    id,
    clause: 'MAN-5',
    kind: 'refuses',
    says,
    given,
    when: sequence(operation('write', letter), filter('letters.items.create', letter)),
    expect: {
      'it is refused, or no part of it sees the host': (seen) =>
        loadRefusal(seen) === undefined ? [0, 1].every((n) => seesNoHost(seen, n)) : [0, 1].every((n) => act(seen, n) === undefined),
    },
    admits: {
      given: { manifest: { type: 'operation', source: path } },
      when: operation('plain'),
      expect: { 'as an operation the same code runs': (seen) => field(act(seen), 'part') === 'plain' },
    },
    catches: ['leaks-process', 'leaks-timers', 'leaks-web-functions'],
    covers: ['K28'],
  })),
  {
    id: 'manifest/bundles/all-parts',
    clause: 'MAN-5',
    kind: 'provides',
    says: 'all parts of a bundle run, in a sandbox',
    given: { extension: 'bundle-of-parts', manifest: bundle() },
    when: sequence(
      operation('write', letter),
      operation('send', letter),
      filter('letters.items.create', letter),
      concurrently(status('/status'), status('')),
      operation('plain', letter),
    ),
    expect: {
      'both operations, the hook and the endpoint answer': (seen) =>
        ['write', 'send', 'stamp'].every((part, n) => field(act(seen, n), 'part') === part) &&
        [3, 4].some((n) => field(act(seen, n), 'part') === 'status' && field(act(seen, n), 'url') === '/facts'),
      'none sees the host': (seen) => [0, 1, 2].every((n) => seesNoHost(seen, n)),
      'the file is evaluated once': (seen) => [0, 1, 2].every((n) => field(act(seen, n), 'evaluated') === 1),
      'what it exports besides its parts is not registered': (seen) => seen.calls[5]?.outcome.status === 'absent',
    },
    catches: [
      'any-operation-id-answers',
      'loses-parts-of-bundles',
      'leaks-process',
      'leaks-timers',
      'leaks-web-functions',
      'evaluates-bundles-per-part',
    ],
    covers: ['K28'],
    needs: ['bundle'],
  },
  {
    id: 'manifest/bundles/parts-without-scope',
    clause: 'MAN-5',
    kind: 'refuses',
    says: 'no part of a bundle has a scope that the bundle has not',
    given: { extension: 'bundle-of-parts', manifest: bundle() },
    when: sequence(operation('write', letter), filter('letters.items.create', letter)),
    expect: {
      'log makes no record': (seen) => texts(seen).length === 0,
      'log is refused in the operation': (seen) => denialAt(seen, 0, 'log') !== undefined,
      'log is refused in the hook': (seen) => denialAt(seen, 1, 'log') !== undefined,
      'the refusals say so': reason((seen) => [0, 1].every((n) => isPermissionError(denialAt(seen, n, 'log'), 'log'))),
    },
    admits: {
      given: { manifest: bundle(parts, { log: {} }) },
      expect: {
        'with the scope both log': (seen) =>
          [0, 1].every((n) => logged(seen, n) === true) && ['write', 'stamp'].every((part) => texts(seen).includes(part)),
      },
    },
    catches: ['grants-log-anyway', 'ignores-unscoped-calls', 'names-nothing-in-refusals'],
    covers: ['K28'],
    needs: ['bundle'],
  },
  {
    id: 'manifest/bundles/undeclared-part',
    clause: 'MAN-5.declared-parts',
    kind: 'refuses',
    says: 'an operation that the code of a bundle has and its manifest has not never runs',
    given: { extension: 'bundle-of-parts', manifest: bundle(parts.filter(({ name }) => name !== 'send')) },
    when: operation('send', letter),
    expect: { 'it is absent': (seen) => seen.calls[0]?.outcome.status === 'absent' && act(seen) === undefined },
    admits: declaredRightly,
    catches: ['registers-undeclared-parts'],
    covers: ['K28'],
    needs: ['bundle'],
    challenge: { standIn: 'the twin runs the same operation' },
  },
  {
    id: 'manifest/bundles/part-without-code',
    clause: 'MAN-5.declared-parts',
    kind: 'refuses',
    says: 'a bundle whose manifest declares a part that its code has not is refused',
    given: { extension: 'bundle-of-parts', manifest: bundle([...parts, { type: 'operation', name: 'ghost', source: path }]) },
    when: operation('write', letter),
    expect: { 'the load is refused': (seen) => loadRefusal(seen) !== undefined && act(seen) === undefined },
    admits: declaredRightly,
    catches: ['forgets-parts-without-code'],
    covers: ['K28'],
    needs: ['bundle'],
  },
  {
    id: 'manifest/bundles/part-declared-twice',
    clause: 'MAN-5.declared-parts',
    kind: 'refuses',
    says: 'a bundle whose manifest declares a part twice is refused',
    given: { extension: 'bundle-of-parts', manifest: bundle([...parts, parts[0]]) },
    when: operation('write', letter),
    expect: {
      'the load is refused': (seen) => loadRefusal(seen) !== undefined && act(seen) === undefined,
      'the error is about the manifest and names the entries': reason(
        (seen) => refusedAt(seen, 'manifest') && /\bentries\b/.test(loadRefusal(seen)?.error.message ?? ''),
      ),
    },
    admits: declaredRightly,
    catches: ['drops-repeated-parts', 'names-no-field'],
    covers: ['K28'],
    needs: ['bundle'],
  },
]);
