import { describe, expect, it } from 'vitest';

import { assessProof, type Proof, type ProofMaterial } from './assess-proof.ts';
import { passed, someCase, someFault, under } from './proof.testing.ts';

const one = someCase('log/scope/one', 'refuses', 'breaks-it');
const both = ['it is so', 'it says why'] as const;

const assess = (changes: Partial<ProofMaterial>): Proof =>
  assessProof({
    cases: [one],
    faults: [someFault('breaks-it')],
    suiteSize: 100,
    judged: [passed(one.id), under('breaks-it', one.id, ...both)],
    ...changes,
  });

const found = (proof: Proof): readonly string[] => proof.findings.map(({ kind, says }) => `${kind}: ${says}`);

describe('assessProof', () => {
  it('finds nothing where each check is made false', () => {
    expect(assess({})).toEqual({
      findings: [],
      unlisted: [],
      shown: 2,
      checks: 2,
      matrix: { 'breaks-it': { [one.id]: ['it is so', 'it says why'] } },
    });
  });

  it('finds a check that no fault makes false', () => {
    const proof = assess({ judged: [passed(one.id), under('breaks-it', one.id, 'it is so')] });
    expect(found(proof)).toEqual(['hole: no fault makes "it says why" of log/scope/one false']);
    expect(proof.shown).toBe(1);
  });

  it('finds a listed fault that kills nothing', () => {
    expect(found(assess({ judged: [passed(one.id), under('breaks-it', one.id)] }))[0]).toMatch(
      /^listed, no kill: breaks-it makes no check of/,
    );
  });

  it('finds a kill that is not listed, and does not count it', () => {
    const proof = assess({
      faults: [someFault('breaks-it'), someFault('breaks-more')],
      judged: [passed(one.id), under('breaks-it', one.id, 'it is so'), under('breaks-more', one.id, 'it says why')],
    });
    expect(found(proof)).toEqual([
      'kill, not listed: breaks-more makes "it says why" of log/scope/one false',
      'hole: no fault makes "it says why" of log/scope/one false',
    ]);
  });

  it('takes a kill that is not listed and known for no finding, and does not count it either', () => {
    const proof = assess({
      faults: [someFault('breaks-it'), someFault('breaks-more')],
      judged: [passed(one.id), under('breaks-it', one.id, 'it is so'), under('breaks-more', one.id, 'it says why')],
      others: { 'breaks-more': [one.id] },
    });
    expect(found(proof)).toEqual(['hole: no fault makes "it says why" of log/scope/one false']);
    expect(proof.unlisted).toEqual([{ fault: 'breaks-more', id: one.id }]);
  });

  it('counts nothing of a fault that moves more than a tenth of the suite', () => {
    expect(found(assess({ suiteSize: 9 }))).toEqual([
      'too broad: breaks-it moves 1 of 9 cases, more than 10 %',
      'hole: no fault makes "it is so" of log/scope/one false',
      'hole: no fault makes "it says why" of log/scope/one false',
    ]);
    expect(assess({ suiteSize: 10 }).findings).toEqual([]);
  });

  it('counts a fault in a message for reasons only, in a case that refuses', () => {
    expect(found(assess({ faults: [someFault('breaks-it', 'message')] }))).toEqual([
      'hole: no fault makes "it is so" of log/scope/one false',
    ]);
  });

  it('counts a fault in a message for every check of a case that provides', () => {
    const provides = someCase(one.id, 'provides', 'breaks-it');
    expect(assess({ cases: [provides], faults: [someFault('breaks-it', 'message')] }).findings).toEqual([]);
  });

  it('shows nothing of a case that does not pass without a fault', () => {
    const broken = { ...passed(one.id), report: { ...passed(one.id).report, verdict: 'fail', fail: 'violated', because: 'why' } } as const;
    const proof = assess({ judged: [broken, under('breaks-it', one.id, ...both)] });
    expect(found(proof)).toEqual(['fails without a fault: log/scope/one does not pass without any fault; violated: why']);
    expect(proof.shown).toBe(0);
  });

  it('ignores what a case was under a fault that is not part of the proof', () => {
    expect(assess({ judged: [passed(one.id), under('breaks-it', one.id, ...both), under('other', one.id)] }).findings).toEqual([]);
  });
});
