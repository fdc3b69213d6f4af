import type { Check, Checks, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { NetworkTable } from '../../src/contract/network.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, isPermissionError, refusedIn, same, sent, texts } from '../../src/contract/reading.ts';
import { beside, operation, sequence } from '../../src/contract/stimulus.ts';

const inside = 'https://inside.test/notes';
const network: NetworkTable = {
  answers: { [`POST ${inside}`]: { status: 201, headers: { 'content-type': 'application/json' }, body: '{"kept":[1,"two",null]}' } },
};
const given = {
  extension: 'changes-intrinsics',
  scopes: { log: {}, sleep: {}, request: { methods: ['GET', 'POST'], urls: ['https://inside.test/*'] } },
  network,
};

const data = [null, true, 'text', { nested: [1.5] }];
const plain = { attack: null, data, restore: false };

const done = (seen: Observation, name: string): boolean => same(field(act(seen), name), { done: true });

const sentAsAsked: Check = (seen) => {
  const [only, ...more] = sent(seen);
  return (
    more.length === 0 && only?.method === 'POST' && only.url === inside && only.headers['x-note'] === 'kept' && only.body.includes('a body')
  );
};

const answered: Check = (seen) =>
  field(act(seen), 'answer', 'value', 'status') === 201 && same(field(act(seen), 'answer', 'value', 'data'), { kept: [1, 'two', null] });

const bridge: Checks = {
  'log makes its records': (seen) => done(seen, 'logged') && same([...texts(seen)], ['while it is changed']),
  'sleep resolves, and so does one that was asked for before': (seen) => done(seen, 'slept') && done(seen, 'inFlight'),
  'a request leaves as it was asked for': sentAsAsked,
  'its answer arrives as it was sent': answered,
  'a denial is still one': (seen) => isPermissionError(refusedIn(seen, 'denied'), 'request'),
  'its error is an error of this realm': (seen) => field(act(seen), 'denied', 'isError') === true,
  'the next call gets its input and gives its result': (seen) => same(field(act(seen, 1), 'data'), data),
};

const catchesNothing: Checks = { 'what was changed is never called by the bridge': (seen) => field(act(seen, 2), 'caught') === '' };

interface Row {
  readonly id: string;
  readonly attack: string;
  readonly what: string;
  /** Nothing of it is called, so nothing can catch. */
  readonly silent?: true;
  readonly covers?: readonly string[];
}

const row = ({ id, attack, what, silent, covers = [] }: Row): ConformanceCase => ({
  id,
  clause: 'ENV-10',
  kind: 'provides',
  says: `the bridge works as before when the extension has changed ${what}`,
  given,
  shared: true,
  when: sequence(
    operation('changes-intrinsics', { attack, inside, outside: 'https://outside.test/', data: null, restore: false }),
    operation('changes-intrinsics', plain),
    operation('changes-intrinsics', { ...plain, restore: true }),
  ),
  expect: { ...bridge, ...(silent === true ? {} : catchesNothing) },
  catches: [`bridge-uses-live-${attack}`],
  covers,
});

const rows: readonly Row[] = [
  { id: 'environment/pollution/array-methods', attack: 'array-methods', what: 'the methods of arrays', covers: ['B01'] },
  { id: 'environment/pollution/index-setters', attack: 'index-setters', what: 'what writing to an index does', covers: ['B01'] },
  { id: 'environment/pollution/iterators', attack: 'iterators', what: 'how anything is iterated', covers: ['B02'] },
  {
    id: 'environment/pollution/function-methods',
    attack: 'function-methods',
    what: 'call, apply, bind and the other methods of functions',
    covers: ['B03'],
  },
  { id: 'environment/pollution/promise-methods', attack: 'promise-methods', what: 'the methods of promises', covers: ['B04'] },
  {
    id: 'environment/pollution/no-promise-methods',
    attack: 'no-promise-methods',
    what: 'promises so that they have no then, catch and finally',
    silent: true,
    covers: ['B04'],
  },
  { id: 'environment/pollution/json-functions', attack: 'json-functions', what: 'JSON.stringify and JSON.parse', covers: ['B05'] },
  {
    id: 'environment/pollution/inherited-to-json',
    attack: 'inherited-to-json',
    what: 'what JSON is made of, by an inherited toJSON',
    covers: ['B05'],
  },
  {
    id: 'environment/pollution/inherited-then',
    attack: 'inherited-then',
    what: 'what promises wait for, by an inherited then',
    covers: ['B04'],
  },
  {
    id: 'environment/pollution/inherited-accessors',
    attack: 'inherited-accessors',
    what: 'every member that an object may leave out, by inherited accessors',
    covers: ['B01'],
  },
  {
    id: 'environment/pollution/inherited-values',
    attack: 'inherited-values',
    what: 'every member that an object may leave out, by inherited values',
    silent: true,
  },
  { id: 'environment/pollution/object-functions', attack: 'object-functions', what: 'the functions of Object' },
  { id: 'environment/pollution/object-methods', attack: 'object-methods', what: 'the methods of Object.prototype' },
  { id: 'environment/pollution/reflect-functions', attack: 'reflect-functions', what: 'the functions of Reflect', covers: ['B03'] },
  { id: 'environment/pollution/string-methods', attack: 'string-methods', what: 'the methods of strings' },
  { id: 'environment/pollution/number-methods', attack: 'number-methods', what: 'the methods of numbers, big integers and Math' },
  { id: 'environment/pollution/well-known-symbols', attack: 'well-known-symbols', what: 'what the well-known symbols lead to' },
  { id: 'environment/pollution/regular-expressions', attack: 'regular-expressions', what: 'the methods of regular expressions' },
  { id: 'environment/pollution/collections', attack: 'collections', what: 'the methods of keyed collections' },
  { id: 'environment/pollution/error-classes', attack: 'error-classes', what: 'what errors inherit, and how their stacks are made' },
  { id: 'environment/pollution/buffers', attack: 'buffers', what: 'the methods of buffers and their views' },
  { id: 'environment/pollution/dates', attack: 'dates', what: 'the methods of dates and of Intl' },
  { id: 'environment/pollution/globals', attack: 'globals', what: 'every global to something else' },
];

// One of each kind of place that two realms could have in common; which method it is makes no difference there.
const acrossRealms = ['array-methods', 'promise-methods', 'json-functions', 'inherited-values', 'globals'];

export default defineCases([
  ...rows.map(row),
  {
    id: 'environment/pollution/another-extension',
    clause: 'ENV-10',
    kind: 'contains',
    says: 'whatever an extension changes in its realm, the intrinsics of another stay as they were',
    given: { ...given, beside: { extension: 'compares-intrinsics' } },
    when: sequence(
      ...acrossRealms.flatMap((attack) => [
        operation('changes-intrinsics', { attack, inside: null, restore: false }),
        beside(operation('compares-intrinsics')),
        operation('changes-intrinsics', { ...plain, restore: true }),
      ]),
    ),
    expect: {
      'the extension beside sees each of its intrinsics as it was': ({ besideCalls }) =>
        besideCalls.length === acrossRealms.length &&
        besideCalls.every((look) => Number(field(look.act, 'known')) > 500 && same(field(look.act, 'changed'), [])),
    },
    catches: ['shares-intrinsics'],
    covers: ['F02'],
  },
]);
