import { describe, expect, it } from 'vitest';

import type { Observation } from '../contract/observation.ts';
import { brokenOutcome, isUndecidedRace } from './raced.ts';
import { bench, called, observed, refusedLoad } from './testing/observed.testing.ts';

const racing = { ...bench.runtime, stopsRace: true };
const stopped = called({ status: 'stopped', limit: 'cpu' });
const crashed = called({ status: 'crashed', detail: 'it ended' });

const undecided = (changes: Partial<Observation>, runtime = racing): boolean =>
  isUndecidedRace([{ role: 'case', seen: observed(changes) }], runtime);

describe('isUndecidedRace', () => {
  it('is what was stopped at the limit of its slice or of its memory and left the runtime alive, where that is chance', () => {
    expect(undecided({ calls: [stopped] })).toBe(true);
    expect(undecided({ calls: [called({ status: 'stopped', limit: 'memory' })] })).toBe(true);
    expect(undecided({ load: { ...refusedLoad, refused: { ...refusedLoad.refused, limit: 'cpu' } } })).toBe(true);
  });

  it.each<[string, Partial<Observation>]>([
    ['nothing was stopped', {}],
    ['something was stopped at another limit', { calls: [called({ status: 'stopped', limit: 'wall' })] }],
    ['a later call broke the runtime', { calls: [stopped, crashed] }],
    ['a call of another extension did', { calls: [stopped], besideCalls: [crashed] }],
    ['the host did not answer afterwards', { calls: [stopped], hostAlive: false }],
  ])('is none when %s', (_, changes) => {
    expect(undecided(changes)).toBe(false);
  });

  it('is none where a runtime does not say that its stops race', () => {
    expect(undecided({ calls: [stopped] }, { ...bench.runtime, stopsRace: false })).toBe(false);
    expect(isUndecidedRace([{ role: 'case', seen: observed({ calls: [stopped] }) }], bench.runtime)).toBe(false);
  });
});

describe('brokenOutcome', () => {
  it('is the first thing that broke, of a load before that of a call', () => {
    const hung = { status: 'hung', deadlineMs: 1 } as const;
    expect(brokenOutcome(observed())).toBeUndefined();
    expect(brokenOutcome(observed({ calls: [stopped, crashed], besideLoad: { accepted: false, failed: hung, ms: 1 } }))).toBe(hung);
  });
});
