import { describe, expect, it } from 'vitest';

import { censusReport, isHarmless, leadsNowhere, type CensusReport } from './census.ts';
import type { Json } from './json.ts';
import type { Observation } from './observation.ts';

const seenWith = (act: Json | undefined): Observation => ({
  load: { accepted: false, refused: { phase: 'link', error: { name: 'Error', message: '' } }, ms: 0 },
  calls: [
    {
      role: 'subject',
      door: { operation: 'census' },
      outcome: { status: 'absent' },
      startedAt: 0,
      endedAt: 0,
      ...(act === undefined ? {} : { act }),
    },
  ],
  besideCalls: [],
  logs: [],
  network: [],
  watches: [],
  troubles: [],
  freshCalls: [],
  measures: [],
  trip: { secrets: [], connections: 0 },
  challenge: 'answered',
  hostAlive: true,
});

const report = (parts: Partial<CensusReport>): Json => ({ foreign: [], code: [], given: [], ...parts }) as unknown as Json;

describe('censusReport', () => {
  it.each([undefined, null, 'text', { foreign: [] }, { foreign: {}, code: [], given: [] }])('does not take %j for a report', (act) => {
    expect(censusReport(seenWith(act))).toBeUndefined();
  });
});

describe('isHarmless', () => {
  it.each([
    ['a second realm that sees no more than the standard', { path: 'p', why: ['of another realm'], sees: [] }, true],
    ['a realm that sees more', { path: 'p', why: ['of another realm'], sees: ['process'] }, false],
    ['a realm in which no code can be made', { path: 'p', why: ['of another realm'], sees: null }, false],
    ['a handle', { path: 'p', why: ['of another realm', 'a handle'], sees: [] }, false],
  ])('knows %s', (_, finding, expected) => {
    expect(isHarmless(finding)).toBe(expected);
  });
});

describe('leadsNowhere', () => {
  const given = [{ path: 'await request()', kind: 'object' }];
  it.each([
    ['holds when the root was reached and nothing is foreign', report({ given }), true],
    ['does not hold when the root was not reached', report({}), false],
    ['does not hold without a report', undefined, false],
    ['does not hold when something is foreign', report({ given, foreign: [{ path: 'x', why: ['a handle'], sees: null }] }), false],
    ["does not hold in a host's own realm", report({ given, code: ['process', 'Buffer', 'console', 'setTimeout'] }), false],
    ['leaves a single stray name to the walk of the globals', report({ given, code: ['console'] }), true],
  ])('%s', (_, act, expected) => {
    expect(leadsNowhere(0, 'await request()')(seenWith(act))).toBe(expected);
  });
});
