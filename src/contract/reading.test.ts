import { describe, expect, it } from 'vitest';

import type { CallSeen, LoadSeen, Observation } from './observation.ts';
import type { Json } from './json.ts';
import type { SeenOutcome } from './outcome.ts';
import {
  act,
  denial,
  field,
  isArgumentError,
  isPermissionError,
  loadRefusal,
  nothingLeft,
  refusedAt,
  refusedIn,
  returned,
  same,
  sent,
  texts,
  threw,
} from './reading.ts';

const accepted = { accepted: true, limits: {}, ms: 1 } as LoadSeen;
const refusedWhile = (phase: 'manifest' | 'link'): LoadSeen => ({
  accepted: false,
  refused: { phase, error: { name: 'SyntaxError', message: 'no export named log' } },
  ms: 1,
});

const call = (outcome: SeenOutcome, rest: Partial<CallSeen> = {}): CallSeen => ({
  role: 'subject',
  door: { operation: 'any' },
  outcome,
  startedAt: 0,
  endedAt: 1,
  ...rest,
});

const seeing = (rest: Partial<Observation>): Observation => ({
  load: accepted,
  calls: [],
  besideCalls: [],
  freshCalls: [],
  trip: { secrets: [], connections: 0 },
  logs: [],
  network: [],
  watches: [],
  measures: [],
  troubles: [],
  challenge: 'none',
  hostAlive: true,
  ...rest,
});

const nothing = seeing({ load: refusedWhile('manifest') });

describe('field', () => {
  it('goes down own keys of objects and lists', () => {
    expect(field({ a: [{ b: 1 }] }, 'a', 0, 'b')).toBe(1);
    expect(field(JSON.parse('{"__proto__":1}') as Json, '__proto__')).toBe(1);
  });

  it('finds nothing that is only inherited, and nothing below what is no object', () => {
    expect(field({}, '__proto__')).toBeUndefined();
    expect(field({}, 'constructor')).toBeUndefined();
    expect(field('text', 'length')).toBeUndefined();
    expect(field(undefined, 'a')).toBeUndefined();
    expect(field({ a: null }, 'a', 'b')).toBeUndefined();
  });
});

describe('same', () => {
  it.each<[Json | undefined, Json | undefined]>([
    [
      { a: 1, b: [null] },
      { b: [null], a: 1 },
    ],
    [JSON.parse('{"__proto__":{"x":1}}') as Json, JSON.parse('{"__proto__":{"x":1}}') as Json],
    [undefined, undefined],
  ])('holds for %j and %j', (left, right) => {
    expect(same(left, right)).toBe(true);
  });

  it.each<[Json | undefined, Json | undefined]>([
    [[], {}],
    [{}, null],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1, b: 2 }, { a: 1 }],
    [0, -0],
    [{}, JSON.parse('{"__proto__":{}}') as Json],
    [
      [1, 2],
      [2, 1],
    ],
    [null, undefined],
  ])('does not hold for %j and %j', (left, right) => {
    expect(same(left, right)).toBe(false);
  });
});

describe('act, returned and threw', () => {
  it('tell the ends of a call apart', () => {
    const seen = seeing({
      calls: [
        call({ status: 'returned', json: '{}' }, { value: { kept: 1 }, act: 'done' }),
        call({ status: 'returned', undefined: true }),
        call({ status: 'threw', thrown: 'null', error: { name: 'TypeError', message: 'text' } }),
      ],
    });
    expect([act(seen), act(seen, 1), act(seen, 9)]).toEqual(['done', undefined, undefined]);
    expect([returned(seen), returned(seen, 1), returned(seen, 2)]).toEqual([{ kept: 1 }, undefined, undefined]);
    expect([threw(seen, 0), threw(seen, 2)?.name]).toEqual([undefined, 'TypeError']);
  });
});

describe('texts', () => {
  it('leaves out only what the honest extension logs', () => {
    const logs = (['subject', 'beside', 'unknown'] as const).map((role) => ({ role, text: role, at: 0 }));
    expect(texts(seeing({ logs }))).toEqual(['subject', 'unknown']);
  });
});

describe('sent and nothingLeft', () => {
  it('count a DNS query as leaving, and only requests as sent', () => {
    const seen = seeing({ network: [{ kind: 'dns', name: 'inside.test' }] });
    expect([nothingLeft(seen), sent(seen).length, nothingLeft(seeing({}))]).toEqual([false, 0, true]);
  });
});

describe('loadRefusal and refusedAt', () => {
  it('know the phase, and nothing of a load that was accepted or broke', () => {
    expect([refusedAt(nothing, 'manifest'), refusedAt(nothing, 'link'), refusedAt(seeing({}), 'manifest')]).toEqual([true, false, false]);
    expect(loadRefusal(seeing({ load: { accepted: false, failed: { status: 'hung', deadlineMs: 1 }, ms: 1 } }))).toBeUndefined();
  });
});

describe('refusedIn and denial', () => {
  const refused = { name: 'Error', message: 'No permission to use "log"' };

  it('find what the fixture caught, at its place', () => {
    const seen = seeing({ calls: [call({ status: 'returned', json: '' }, { act: { refused, sleep: { refused } } })] });
    expect([refusedIn(seen), refusedIn(seen, 'sleep'), refusedIn(seen, 'request')]).toEqual([refused, refused, undefined]);
    expect(denial(seen)).toEqual(refused);
  });

  it('take a link error for a refusal, but no other refused load', () => {
    expect(denial(seeing({ load: refusedWhile('link') }))?.name).toBe('SyntaxError');
    expect(denial(nothing)).toBeUndefined();
  });
});

describe('isPermissionError and isArgumentError', () => {
  it('want the kind and the name of the function', () => {
    expect(isPermissionError({ name: 'PermissionError', message: 'No permission to use "log"' }, 'log')).toBe(true);
    expect(isPermissionError({ name: 'Error', message: 'No permission' }, 'log')).toBe(false);
    expect(isPermissionError({ name: 'TypeError', message: 'log is not a function' }, 'log')).toBe(false);
    expect(isPermissionError(undefined, 'log')).toBe(false);
    expect(isArgumentError({ name: 'TypeError', message: '"sleep" takes a number' }, 'sleep')).toBe(true);
    expect(isArgumentError({ name: 'TypeError', message: 'a bad value' }, 'sleep')).toBe(false);
    expect(isArgumentError({ name: 'Error', message: 'sleep failed' }, 'sleep')).toBe(false);
  });
});
