import { reason, type ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { act, isArgumentError, refusedIn } from '../../src/contract/reading.ts';
import { endpoint, filter, sequence } from '../../src/contract/stimulus.ts';

interface Wrong {
  readonly id: string;
  /** The register function. */
  readonly by: string;
  /** What the fixture has tried, by the name that it has there. */
  readonly what: string;
  /** Where it would answer if it had been taken. */
  readonly would?: string;
}

const hook = (row: Wrong): ConformanceCase => ({
  id: row.id,
  clause: 'HOOK-7',
  kind: 'refuses',
  says: `registering with "${row.by}" is refused: ${row.what}`,
  given: { extension: 'hook-tries' },
  shared: true,
  when: sequence(
    filter('tried.items.create', { kind: row.by, what: row.what }),
    ...(row.would === undefined ? [] : [filter(row.would, {})]),
  ),
  expect: {
    'it is refused': (seen) => refusedIn(seen) !== undefined,
    ...(row.would === undefined ? {} : { 'nothing is registered': (seen) => seen.calls[1]?.outcome.status === 'absent' }),
    'the error is about an argument and names the function': reason((seen) => isArgumentError(refusedIn(seen), row.by)),
  },
  admits: {
    when: filter('tried.items.create', { kind: 'none', what: 'none' }),
    expect: { 'what is registered rightly runs': (seen) => seen.challenge === 'answered' && act(seen) === undefined },
  },
  catches: ['registers-anything', 'names-nothing-in-refusals'],
  covers: ['I10'],
});

const route = (row: Wrong): ConformanceCase => ({
  id: row.id,
  clause: 'ENDPOINT-6',
  kind: 'refuses',
  says: `registering with "${row.by}" is refused: ${row.what}`,
  given: { extension: 'endpoint-tries' },
  shared: true,
  when: sequence(
    endpoint('POST', '/tried', { body: { method: row.by, what: row.what } }),
    ...(row.would === undefined ? [] : [endpoint(row.by.toUpperCase(), row.would)]),
  ),
  expect: {
    'it is refused': (seen) => refusedIn(seen) !== undefined,
    ...(row.would === undefined ? {} : { 'nothing is registered': (seen) => seen.calls[1]?.outcome.status === 'absent' }),
    'the error is about an argument and names the function': reason((seen) => isArgumentError(refusedIn(seen), row.by)),
  },
  admits: {
    when: endpoint('POST', '/tried', { body: { method: 'none', what: 'none' } }),
    expect: { 'what is registered rightly answers': (seen) => seen.challenge === 'answered' && act(seen) === undefined },
  },
  catches: ['registers-anything', 'names-nothing-in-refusals', ...(row.by === 'patch' ? ['router-lacks-patch'] : [])],
  covers: ['I11'],
});

export default defineCases([
  hook({ id: 'registration/wrong-arguments/filter-number', by: 'filter', what: 'number as event' }),
  hook({ id: 'registration/wrong-arguments/filter-nothing', by: 'filter', what: 'nothing as event' }),
  hook({ id: 'registration/wrong-arguments/filter-symbol', by: 'filter', what: 'symbol as event' }),
  hook({ id: 'registration/wrong-arguments/filter-pattern', by: 'filter', what: 'pattern as event' }),
  hook({ id: 'registration/wrong-arguments/filter-object', by: 'filter', what: 'object as event', would: 'wrong.items.create' }),
  hook({ id: 'registration/wrong-arguments/action-null', by: 'action', what: 'null as event' }),
  hook({ id: 'registration/wrong-arguments/action-list', by: 'action', what: 'list as event' }),
  hook({ id: 'registration/wrong-arguments/filter-without-handler', by: 'filter', what: 'nothing as handler', would: 'wrong.nothing' }),
  hook({ id: 'registration/wrong-arguments/filter-null-as-handler', by: 'filter', what: 'null as handler', would: 'wrong.null' }),
  hook({ id: 'registration/wrong-arguments/filter-text-as-handler', by: 'filter', what: 'text as handler', would: 'wrong.text' }),
  hook({ id: 'registration/wrong-arguments/filter-list-as-handler', by: 'filter', what: 'list as handler', would: 'wrong.list' }),
  hook({ id: 'registration/wrong-arguments/action-object-as-handler', by: 'action', what: 'object as handler' }),
  route({ id: 'registration/wrong-arguments/get-number', by: 'get', what: 'number as path' }),
  route({ id: 'registration/wrong-arguments/post-nothing', by: 'post', what: 'nothing as path' }),
  route({ id: 'registration/wrong-arguments/put-null', by: 'put', what: 'null as path' }),
  route({ id: 'registration/wrong-arguments/patch-symbol', by: 'patch', what: 'symbol as path' }),
  route({ id: 'registration/wrong-arguments/delete-list', by: 'delete', what: 'list as path', would: '/wrong' }),
  route({ id: 'registration/wrong-arguments/post-pattern', by: 'post', what: 'pattern as path', would: '/very-wrong' }),
  route({ id: 'registration/wrong-arguments/get-object', by: 'get', what: 'object as path', would: '/wrong' }),
  route({ id: 'registration/wrong-arguments/get-without-handler', by: 'get', what: 'nothing as handler', would: '/wrong/nothing' }),
  route({ id: 'registration/wrong-arguments/post-null-as-handler', by: 'post', what: 'null as handler', would: '/wrong/null' }),
  route({ id: 'registration/wrong-arguments/put-text-as-handler', by: 'put', what: 'text as handler', would: '/wrong/text' }),
  route({ id: 'registration/wrong-arguments/patch-object-as-handler', by: 'patch', what: 'object as handler', would: '/wrong/object' }),
  route({ id: 'registration/wrong-arguments/delete-list-as-handler', by: 'delete', what: 'list as handler', would: '/wrong/list' }),
]);
