import { reason, type ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, isPermissionError, loadRefusal, refusedAt, refusedIn, texts } from '../../src/contract/reading.ts';
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

const scoped = (row: { readonly id: string; readonly part: string; readonly call: CallStep }): ConformanceCase => ({
  id: row.id,
  clause: 'MAN-5',
  kind: 'refuses',
  says: `the part "${row.part}" of a bundle has no scope that the bundle has not`,
  given: { extension: 'bundle-of-parts', manifest: bundle() },
  when: row.call,
  expect: {
    'log is refused, and makes no record': (seen) => refusedIn(seen, 'log') !== undefined && texts(seen).length === 0,
    'the refusal says so': reason((seen) => isPermissionError(refusedIn(seen, 'log'), 'log')),
  },
  admits: {
    given: { manifest: bundle(parts, { log: {} }) },
    expect: { 'with the scope it logs': (seen) => field(act(seen), 'log', 'done') === true && texts(seen).includes(row.part) },
  },
  catches: ['grants-log-anyway', 'ignores-unscoped-calls', 'names-nothing-in-refusals'],
  covers: ['K28'],
  needs: ['bundle'],
});

export default defineCases([
  {
    id: 'manifest/bundles/none-in-the-host',
    clause: 'MAN-5',
    kind: 'refuses',
    says: 'a bundle is refused, or its parts see nothing of the host',
    given: { extension: 'bundle-of-parts', manifest: bundle() },
    when: sequence(operation('write', letter), filter('letters.items.create', letter)),
    expect: {
      'it is refused, or no part of it sees the host': (seen) =>
        loadRefusal(seen) === undefined ? [0, 1].every((n) => seesNoHost(seen, n)) : [0, 1].every((n) => act(seen, n) === undefined),
    },
    admits: {
      given: { manifest: { type: 'operation' } },
      when: operation('plain'),
      expect: { 'as an operation the same code runs': (seen) => field(act(seen), 'part') === 'plain' },
    },
    catches: ['leaks-process', 'leaks-timers', 'leaks-web-functions'],
    covers: ['K28'],
  },
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
    ),
    expect: {
      'both operations, the hook and the endpoint answer': (seen) =>
        ['write', 'send', 'stamp'].every((part, n) => field(act(seen, n), 'part') === part) &&
        [3, 4].some((n) => field(act(seen, n), 'part') === 'status' && field(act(seen, n), 'url') === '/facts'),
      'none sees the host': (seen) => [0, 1, 2].every((n) => seesNoHost(seen, n)),
      'the file is evaluated once': (seen) => [0, 1, 2].every((n) => field(act(seen, n), 'evaluated') === 1),
    },
    catches: ['loses-parts-of-bundles', 'leaks-process', 'leaks-timers', 'leaks-web-functions', 'evaluates-bundles-per-part'],
    covers: ['K28'],
    needs: ['bundle'],
  },
  {
    id: 'manifest/bundles/nothing-but-its-parts',
    clause: 'MAN-5',
    kind: 'provides',
    says: 'what a bundle exports besides its parts is no extension',
    given: { extension: 'bundle-of-parts', manifest: bundle() },
    when: sequence(operation('write', letter), operation('plain', letter)),
    expect: { 'its own id and handler are not registered': (seen) => seen.calls[1]?.outcome.status === 'absent' },
    catches: ['any-operation-id-answers'],
    covers: ['K28'],
    needs: ['bundle'],
  },
  scoped({ id: 'manifest/bundles/operation-without-scope', part: 'write', call: operation('write', letter) }),
  scoped({ id: 'manifest/bundles/hook-without-scope', part: 'stamp', call: filter('letters.items.create', letter) }),
  {
    id: 'manifest/bundles/undeclared-part',
    clause: 'MAN-5.declared-parts',
    kind: 'refuses',
    says: 'an operation that the code of a bundle has and its manifest has not never runs',
    given: { extension: 'bundle-of-parts', manifest: bundle(parts.filter(({ name }) => name !== 'send')) },
    when: operation('send', letter),
    expect: { 'it is absent': (seen) => seen.calls[0]?.outcome.status === 'absent' && act(seen) === undefined },
    admits: { given: { manifest: bundle() }, expect: { 'declared, it runs': (seen) => field(act(seen), 'part') === 'send' } },
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
    admits: { given: { manifest: bundle() }, expect: { 'without it, it runs': (seen) => field(act(seen), 'part') === 'write' } },
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
    admits: { given: { manifest: bundle() }, expect: { 'declared once, it runs': (seen) => field(act(seen), 'part') === 'write' } },
    catches: ['drops-repeated-parts', 'names-no-field'],
    covers: ['K28'],
    needs: ['bundle'],
  },
]);
