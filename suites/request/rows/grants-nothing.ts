import type { ConformanceCase, Given, Twin } from '../../../src/contract/case.ts';
import { reason } from '../../../src/contract/case.ts';
import type { Json } from '../../../src/contract/json.ts';
import { act, field, nothingLeft } from '../../../src/contract/reading.ts';
import { operation, sequence } from '../../../src/contract/stimulus.ts';
import { refusedEitherWay } from './scope-cases.ts';

/** What the rows ask for when they say nothing else. */
export const url = 'https://letters.inside.test/7';

/** A request scope that is invalid. */
export interface InvalidRow {
  readonly id: string;
  readonly says: string;
  /** A glob that is invalid, or a whole request scope that is. */
  readonly invalid: string | Json;
  /** What a careless reading of it grants; the URL above when left out. */
  readonly asks?: string;
  readonly catches?: ConformanceCase['catches'];
  readonly covers?: readonly string[];
}

/** A request scope that grants GET. */
export const get = (...urls: readonly Json[]): Json => ({ methods: ['GET'], urls });

const urls = [url, 'https://letters.a.inside.test/7', 'http://203.0.113.7/7', `https://a.${'a'.repeat(63)}.inside.test/7`];

/** What all rows have in common: everything that one of them asks for would be answered. */
export const common: Given = {
  extension: 'request-once',
  network: { answers: Object.fromEntries(urls.map((one) => [one, { body: 'you reached it' }])) },
};

/** The twin of all rows: a valid scope grants. */
export const admits: Twin = {
  given: { scopes: { request: get('https://letters.inside.test/*') } },
  when: operation('once', { url, options: {} }),
  expect: { 'its answer comes back': (seen) => field(act(seen), 'data') === 'you reached it' },
};

/** Returns the case that an invalid request scope grants nothing. */
export const grantsNothing = (
  { id, says, invalid, asks = url, catches = ['urls-go-unchecked'], covers }: InvalidRow,
  clause = 'REQ-5.invalid-glob',
): ConformanceCase => ({
  id,
  clause,
  kind: 'refuses',
  says,
  given: { ...common, scopes: { request: typeof invalid === 'string' ? get(invalid) : invalid } },
  // twice: a runtime may look only at the first request
  when: sequence(operation('once', { url: asks, options: {} }), operation('once', { url: asks, options: {} })),
  expect: {
    'nothing leaves the host': nothingLeft,
    'the load is refused, or the call with an error that names request': reason(refusedEitherWay),
  },
  admits,
  catches,
  ...(covers === undefined ? {} : { covers }),
});
