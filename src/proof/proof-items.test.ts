import { describe, expect, it } from 'vitest';

import { proofItems } from './proof-items.ts';
import { someCase, someFault } from './proof.testing.ts';

const cases = Array.from({ length: 20 }, (_, n) => someCase(`log/records/n${n}`, 'provides', n === 0 ? 'a' : 'b'));
const faults = [someFault('a')];

const underA = (items: ReturnType<typeof proofItems>): readonly string[] => items.flatMap(({ id, fault }) => (fault === 'a' ? [id] : []));

describe('proofItems', () => {
  it('runs a fault on the cases that list it, and each such case without it', () => {
    expect(proofItems({ cases, faults, sample: 0, seed: 1 })).toEqual([{ id: 'log/records/n0', fault: 'a' }, { id: 'log/records/n0' }]);
  });

  it('adds a sample of the others that the seed decides', () => {
    const ids = underA(proofItems({ cases, faults, sample: 5, seed: 1 }));
    expect(new Set(ids).size).toBe(6);
    expect(underA(proofItems({ cases, faults, sample: 5, seed: 1 }))).toEqual(ids);
    expect(underA(proofItems({ cases, faults, sample: 5, seed: 2 }))).not.toEqual(ids);
  });

  it('adds all others when the sample is infinite', () => {
    expect(underA(proofItems({ cases, faults, sample: Infinity, seed: 1 }))).toHaveLength(20);
  });
});
