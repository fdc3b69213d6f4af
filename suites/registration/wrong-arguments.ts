import { reason, type Check, type Checks, type ConformanceCase, type ReasonCheck } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, isArgumentError } from '../../src/contract/reading.ts';
import { endpoint, filter, sequence, type CallStep } from '../../src/contract/stimulus.ts';

interface Wrong {
  /** The register function. */
  readonly by: string;
  /** What the fixture has tried, by the name that it has there. */
  readonly what: string;
  /** Where it would answer if it had been taken. */
  readonly would?: string;
}

const refusal = (seen: Observation, n: number) => {
  const [name, message] = ['name', 'message'].map((part) => field(act(seen, n), 'refused', part));
  return typeof name === 'string' && typeof message === 'string' ? { name, message } : undefined;
};

const checksOf = (rows: readonly Wrong[]): Checks => {
  const places = rows.filter(({ would }) => would !== undefined);
  return {
    ...Object.fromEntries(
      rows.map(({ by, what }, n): [string, Check] => [`${by}: ${what} is refused`, (seen) => refusal(seen, n) !== undefined]),
    ),
    ...Object.fromEntries(
      places.map(({ by, what }, n): [string, Check] => [
        `${by}: ${what} registers nothing`,
        (seen) => seen.calls[rows.length + n]?.outcome.status === 'absent',
      ]),
    ),
    ...Object.fromEntries(
      rows.map(({ by, what }, n): [string, ReasonCheck] => [
        `${by}: the error for ${what} is about an argument and names the function`,
        reason((seen) => isArgumentError(refusal(seen, n), by)),
      ]),
    ),
  };
};

interface Table {
  readonly id: string;
  readonly clause: string;
  readonly says: string;
  readonly extension: string;
  readonly rows: readonly Wrong[];
  readonly tries: (row: Wrong) => CallStep;
  readonly calls: (row: Wrong & { readonly would: string }) => CallStep;
  readonly catches: readonly [string, ...string[]];
  readonly covers: readonly string[];
}

const table = ({ id, clause, says, extension, rows, tries, calls, catches, covers }: Table): ConformanceCase => ({
  id,
  clause,
  kind: 'refuses',
  says,
  given: { extension },
  shared: true,
  when: sequence(...rows.map(tries), ...rows.flatMap((row) => (row.would === undefined ? [] : [calls({ ...row, would: row.would })]))),
  expect: checksOf(rows),
  admits: {
    when: tries({ by: 'none', what: 'none' }),
    expect: { 'what is registered rightly answers': (seen) => seen.challenge === 'answered' && act(seen) === undefined },
  },
  catches,
  covers,
});

const hook = {
  clause: 'HOOK-7',
  extension: 'hook-tries',
  tries: ({ by, what }: Wrong) => filter('tried.items.create', { kind: by, what }),
  calls: ({ would }: { readonly would: string }) => filter(would, {}),
  catches: ['registers-anything', 'names-nothing-in-refusals'],
  covers: ['I10'],
} as const;

const route = {
  clause: 'ENDPOINT-6',
  extension: 'endpoint-tries',
  tries: ({ by, what }: Wrong) => endpoint('POST', '/tried', { body: { method: by, what } }),
  calls: ({ by, would }: Wrong & { readonly would: string }) => endpoint(by.toUpperCase(), would),
  catches: ['registers-anything', 'names-nothing-in-refusals', 'router-lacks-patch'],
  covers: ['I11'],
} as const;

export default defineCases([
  table({
    ...hook,
    id: 'registration/wrong-arguments/events',
    says: 'registering for what is no text is refused',
    rows: [
      { by: 'filter', what: 'number as event' },
      { by: 'filter', what: 'nothing as event' },
      { by: 'filter', what: 'symbol as event' },
      { by: 'filter', what: 'pattern as event' },
      { by: 'filter', what: 'object as event', would: 'wrong.items.create' },
      { by: 'action', what: 'null as event' },
      { by: 'action', what: 'list as event' },
    ],
  }),
  table({
    ...hook,
    id: 'registration/wrong-arguments/handlers-of-events',
    says: 'registering what is no function for an event is refused',
    rows: [
      { by: 'filter', what: 'nothing as handler', would: 'wrong.nothing' },
      { by: 'filter', what: 'null as handler', would: 'wrong.null' },
      { by: 'filter', what: 'text as handler', would: 'wrong.text' },
      { by: 'filter', what: 'list as handler', would: 'wrong.list' },
      { by: 'action', what: 'object as handler' },
    ],
  }),
  table({
    ...route,
    id: 'registration/wrong-arguments/paths',
    says: 'a route whose path is no text is refused',
    rows: [
      { by: 'get', what: 'number as path' },
      { by: 'post', what: 'nothing as path' },
      { by: 'put', what: 'null as path' },
      { by: 'patch', what: 'symbol as path' },
      { by: 'delete', what: 'list as path', would: '/wrong' },
      { by: 'post', what: 'pattern as path', would: '/very-wrong' },
      { by: 'get', what: 'object as path', would: '/wrong' },
    ],
  }),
  table({
    ...route,
    id: 'registration/wrong-arguments/handlers-of-routes',
    says: 'a route whose handler is no function is refused',
    rows: [
      { by: 'get', what: 'nothing as handler', would: '/wrong/nothing' },
      { by: 'post', what: 'null as handler', would: '/wrong/null' },
      { by: 'put', what: 'text as handler', would: '/wrong/text' },
      { by: 'patch', what: 'object as handler', would: '/wrong/object' },
      { by: 'delete', what: 'list as handler', would: '/wrong/list' },
    ],
  }),
]);
