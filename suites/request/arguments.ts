import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, sent } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const url = 'https://inside.test/letters/7';
const given = {
  extension: 'request-tricks',
  scopes: { request: { methods: ['GET', 'POST'], urls: ['https://inside.test/letters/*'] } },
  network: { answers: { [url]: { body: 'you reached it' } } },
} as const;

const refusal = (seen: Observation, which: 'tried' | 'honest'): string => {
  const message = field(act(seen), which, 'refused', 'message');
  return typeof message === 'string' ? message : '';
};

const answered = (seen: Observation): boolean => field(act(seen), 'tried', 'status') === 200;

/** What every row wants: nothing but what the scope grants is sent, and what was tried has an end that the extension learns of. */
const contained: Readonly<Record<string, Check>> = {
  'only GET and POST are sent': (seen) => sent(seen).every(({ method }) => method === 'GET' || method === 'POST'),
  'a method outside methods stays refused': (seen) => refusal(seen, 'honest') !== '',
};

const neverSecond: Check = (seen) =>
  (answered(seen) || refusal(seen, 'tried') !== '') &&
  sent(seen).every(({ headers, body }) => headers['x-second'] === undefined && headers['x-colour'] !== 'red' && !body.includes('second'));

/** The fixture knows a trick by the last word of its case. */
const trickOf = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

/** Under each of them the honest probe of every row is sent. */
const unscoped = ['methods-go-unchecked', 'arguments-are-read-twice', 'inherited-options-count'] as const;

const methods: readonly {
  readonly id: string;
  readonly what: string;
  readonly covers: readonly string[];
}[] = [
  { id: 'request/arguments/method-getter', what: 'a method that changes when it is read again', covers: ['D03'] },
  { id: 'request/arguments/options-proxy', what: 'a Proxy that gives another method each time', covers: ['D04'] },
  { id: 'request/arguments/inherited-method', what: 'a method that the options inherit', covers: ['D05'] },
  { id: 'request/arguments/class-method', what: "a method that is an accessor of the options' class", covers: ['D05'] },
  { id: 'request/arguments/polluted-method', what: 'a method on Object.prototype', covers: ['B07'] },
  { id: 'request/arguments/array', what: 'an array with a method as options', covers: ['D06'] },
  { id: 'request/arguments/function', what: 'a function with a method as options', covers: ['D06'] },
  { id: 'request/arguments/date', what: 'a Date with a method as options', covers: ['D06'] },
  { id: 'request/arguments/map', what: 'a Map with a method as options', covers: ['D06'] },
];

const values: typeof methods = [
  { id: 'request/arguments/headers-getter', what: 'headers that change when they are read again', covers: ['D03', 'D07'] },
  {
    id: 'request/arguments/header-value-getter',
    what: 'a header whose value changes when it is read again',
    covers: ['D07'],
  },
  {
    id: 'request/arguments/headers-proxy',
    what: 'a Proxy that gives another header value each time',
    covers: ['D04', 'D07'],
  },
  {
    id: 'request/arguments/header-value-object',
    what: 'a header value that becomes another text each time',
    covers: ['D07'],
  },
  { id: 'request/arguments/headers-iterable', what: 'headers that iterate over other fields each time', covers: ['D07'] },
  { id: 'request/arguments/inherited-headers', what: 'headers that the options inherit', covers: ['D05'] },
  { id: 'request/arguments/inherited-header-value', what: 'a header that the headers inherit', covers: ['D05', 'D07'] },
  { id: 'request/arguments/inherited-body', what: 'a body that the options inherit', covers: ['D05'] },
  { id: 'request/arguments/polluted-headers', what: 'headers on Object.prototype', covers: ['B07'] },
  { id: 'request/arguments/polluted-header-value', what: 'a header on Object.prototype', covers: ['B07'] },
  { id: 'request/arguments/polluted-body', what: 'a body on Object.prototype', covers: ['B07'] },
  { id: 'request/arguments/body-getter', what: 'a body that changes when it is read again', covers: ['D03', 'D08'] },
  { id: 'request/arguments/body-to-json', what: 'a body whose toJSON gives another value each time', covers: ['D08'] },
  {
    id: 'request/arguments/body-inner-getter',
    what: 'a body with a member that changes when it is read again',
    covers: ['D08'],
  },
];

const unencodable = [
  { id: 'request/arguments/body-cycle', what: 'a body that contains itself' },
  { id: 'request/arguments/body-bigint', what: 'a body with a BigInt' },
  { id: 'request/arguments/body-throws', what: 'a body whose toJSON throws' },
] as const;

export default defineCases([
  ...methods.map(({ id, what, covers }): ConformanceCase => ({
    id,
    clause: 'REQ-9',
    kind: 'contains',
    shared: true,
    says: `${what} sends no method that the scope does not grant`,
    given,
    when: operation('tricks', { trick: trickOf(id), url }),
    expect: contained,
    catches: unscoped,
    covers,
  })),
  ...values.map(({ id, what, covers }): ConformanceCase => ({
    id,
    clause: 'REQ-9',
    kind: 'contains',
    shared: true,
    says: `${what} sends nothing but what was read first`,
    given,
    when: operation('tricks', { trick: trickOf(id), url }),
    expect: { ...contained, 'what is read later, or inherited, is never sent': neverSecond },
    catches: unscoped,
    covers,
  })),
  ...unencodable.map(({ id, what }): ConformanceCase => ({
    id,
    clause: 'REQ-9',
    kind: 'contains',
    shared: true,
    says: `${what} is an error that the extension can catch, and nothing is sent`,
    given,
    when: operation('tricks', { trick: trickOf(id), url }),
    expect: {
      'nothing is sent': (seen) => sent(seen).length === 0,
      'the extension gets an error': (seen) => refusal(seen, 'tried') !== '',
      'a method outside methods stays refused': (seen) => refusal(seen, 'honest') !== '',
    },
    catches: ['leaves-unencodable-bodies-out', ...unscoped],
    covers: ['D08'],
  })),
]);
