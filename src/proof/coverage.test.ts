import { describe, expect, it } from 'vitest';

import type { Clause } from '../contract/clause.ts';
import { coverage, openClasses, openClauses, type Coverage, type Ledger } from './coverage.ts';
import { someCase } from './proof.testing.ts';

const clause = (id: string): Clause => ({ id, profile: 'hardened', level: 'MUST', says: 'It holds.', source: 'somewhere' });

const ledger: Ledger = {
  clauses: [clause('LOG-1'), clause('LOG-2')],
  classes: { A01: 'first', A02: 'second', A03: 'third' },
  excluded: { A03: 'nothing of it can be seen from outside' },
};

const covered = (changes: Partial<Ledger> = {}, ...covers: readonly string[]): Coverage =>
  coverage([{ ...someCase('log/a/b', 'refuses', 'a'), covers }], { ...ledger, ...changes });

describe('coverage', () => {
  it('finds the cases of a clause and of a class', () => {
    const { clauses, classes, problems } = covered({}, 'A01');
    expect(clauses.map(({ cases }) => cases.map(({ id }) => id))).toEqual([[], ['log/a/b']]);
    expect(classes[0]).toEqual({ id: 'A01', name: 'first', cases: ['log/a/b'] });
    expect(classes[2]).toMatchObject({ cases: [], excluded: expect.stringContaining('outside') as string });
    expect(problems).toEqual([]);
  });

  it('leaves open what has neither a case nor a reason', () => {
    expect(openClauses(covered()).map(({ id }) => id)).toEqual(['LOG-1']);
    expect(openClasses(covered({}, 'A01')).map(({ id }) => id)).toEqual(['A02']);
  });

  it('reports a class that is covered and excluded', () => {
    expect(covered({}, 'A03').problems).toEqual(['A03 is excluded, but log/a/b covers it; take it off the list']);
  });

  it('reports names of no class, and exclusions without a reason', () => {
    expect(covered({}, 'Z01').problems).toEqual(['log/a/b: no class is called Z01']);
    expect(covered({ excluded: { Z02: 'nothing of it can be seen from outside' } }).problems).toHaveLength(1);
    expect(covered({ excluded: { A02: 'no' } }).problems).toEqual(['A02 is excluded without a reason']);
  });
});
