import { describe, expect, it } from 'vitest';
import { levels, profiles } from './clause.ts';
import { clauses, findClause } from './clauses.ts';

const base = (id: string): string => id.split('.')[0] ?? id;

describe('clauses', () => {
  it('gives every clause an id of its own', () => {
    const ids = clauses.map((clause) => clause.id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('writes ids as GROUP-number with a kebab-case suffix for a sentence of its own', () => {
    expect(clauses.map((clause) => clause.id).filter((id) => !/^[A-Z]+-[1-9]\d*(\.[a-z]+(-[a-z]+)*)?$/.test(id))).toEqual([]);
  });

  it('has the plain id wherever it has a suffixed one', () => {
    expect(clauses.filter((clause) => findClause(base(clause.id)) === undefined)).toEqual([]);
  });

  it('numbers each group without a gap', () => {
    const groups = Map.groupBy(
      clauses.filter((clause) => !clause.id.includes('.')),
      (clause) => clause.id.split('-')[0] ?? '',
    );
    for (const [group, members] of groups) {
      expect(members.map((clause) => clause.id)).toEqual(members.map((_, index) => `${group}-${String(index + 1)}`));
    }
    expect([...groups.keys()].join(' ')).toBe('ENV API LOG SLEEP REQ HOOK ENDPOINT OPERATION REG MAN DATA ISO LIM HOST WILD');
  });

  it('fills every field, with a known profile and level and one whole sentence', () => {
    for (const clause of clauses) {
      expect(profiles, clause.id).toContain(clause.profile);
      expect(levels, clause.id).toContain(clause.level);
      expect(clause.says, clause.id).toMatch(/^\S.{20,}\.$/);
      expect(clause.source.trim(), clause.id).not.toBe('');
    }
  });

  it('names a page of the documentation for every documented clause', () => {
    const documented = clauses.filter((clause) => clause.profile === 'documented');
    expect(documented.filter((clause) => !clause.source.includes('directus.io/'))).toEqual([]);
  });

  it('names a public source or an attack class for every hardened clause', () => {
    const hardened = clauses.filter((clause) => clause.profile === 'hardened');
    expect(hardened.filter((clause) => !/CWE-\d|CVE-\d|RFC \d|ECMA-|WHATWG/.test(clause.source))).toEqual([]);
  });

  it('never says two things twice', () => {
    expect(new Set(clauses.map((clause) => clause.says)).size).toBe(clauses.length);
  });
});

describe('findClause', () => {
  it('returns the clause of an id', () => {
    expect(findClause('HOOK-4.value')).toMatchObject({ profile: 'hardened', level: 'MUST' });
  });

  it('returns undefined for an id that the contract does not have', () => {
    expect(findClause('REQ-99')).toBeUndefined();
  });
});
