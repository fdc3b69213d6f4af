import type { ConformanceCase, Given } from '../../../src/contract/case.ts';
import { reason } from '../../../src/contract/case.ts';
import type { Json } from '../../../src/contract/json.ts';
import { act, field, nothingLeft } from '../../../src/contract/reading.ts';
import { operation } from '../../../src/contract/stimulus.ts';
import { refusedEitherWay } from './scope-cases.ts';

/** What the rows ask for when they say nothing else. */
export const url = 'https://letters.inside.test/7';

/** A request scope that is invalid, and the nearest valid one. */
export interface InvalidRow {
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

/** The scopes with this request scope. */
export const scopeOf = (request: Json): Pick<Given, 'scopes'> => ({ scopes: { request } });
/** A request scope that grants GET. */
export const get = (...urls: readonly Json[]): Json => ({ methods: ['GET'], urls });

/** Returns the case that an invalid request scope grants nothing. */
export const grantsNothing = (row: InvalidRow): ConformanceCase => {
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
