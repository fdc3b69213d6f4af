import { describe, expect, it } from 'vitest';

import { observed } from '../harness/testing/observed.testing.ts';
import type { CallSeen, LogSeen, Observation } from './observation.ts';
import { sameTraces, traceOf } from './traces.ts';

const called = (round: string, rest: Partial<CallSeen> = {}): CallSeen => ({
  role: 'beside',
  door: { endpoint: { method: 'POST', target: '/work', headers: {}, body: { round, step: 0 } } },
  outcome: { status: 'returned', json: '{}' },
  act: { data: 'answer 0' },
  challenge: true,
  startedAt: 0,
  endedAt: 10,
  ...rest,
});
const logged = (text: string, role: LogSeen['role'] = 'beside'): LogSeen => ({ role, text, at: 1 });
const asked = (path: string): Observation['network'][number] => ({
  kind: 'request',
  method: 'GET',
  url: `https://honest.test/${path}`,
  headers: {},
  body: '',
  inTable: true,
});

const both = (changes: Partial<Observation> = {}): boolean => {
  const seen = observed({
    besideCalls: [called('alone'), called('beside')],
    logs: [logged('alone 0 begins'), logged('beside 0 begins')],
    network: [asked('alone/0'), asked('beside/0')],
    ...changes,
  });
  return sameTraces(traceOf(seen, 'alone'), traceOf(seen, 'beside'));
};

describe('sameTraces', () => {
  it('holds of two rounds that differ in their names only', () => {
    expect(both()).toBe(true);
  });

  it.each<[string, Partial<Observation>]>([
    ['nothing was called', { besideCalls: [] }],
    ['a call is missing', { besideCalls: [called('alone')] }],
    ['a call ended otherwise', { besideCalls: [called('alone'), called('beside', { outcome: { status: 'absent' } })] }],
    ['a result differs', { besideCalls: [called('alone'), called('beside', { act: { data: 'other' } })] }],
    ['an answer to the challenge is wrong', { besideCalls: [called('alone'), called('beside', { challenge: false })] }],
    ['a record is missing', { logs: [logged('alone 0 begins')] }],
    ['a record came twice', { logs: [logged('alone 0 begins'), logged('beside 0 begins'), logged('beside 0 begins')] }],
    ['a record is under another name', { logs: [logged('alone 0 begins'), logged('beside 0 begins', 'subject')] }],
    ['a request is missing', { network: [asked('alone/0')] }],
  ])('does not hold when %s', (_, changes) => {
    expect(both(changes)).toBe(false);
  });
});

describe('traceOf', () => {
  it('knows the slowest call of its round', () => {
    const seen = observed({ besideCalls: [called('alone'), called('alone', { endedAt: 70 }), called('beside', { endedAt: 90 })] });
    expect(traceOf(seen, 'alone').slowestMs).toBe(70);
  });
});
