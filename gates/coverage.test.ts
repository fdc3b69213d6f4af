import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attackClasses } from '../src/contract/attack-classes.ts';
import { builtIns } from '../src/contract/built-ins.ts';
import { clauses } from '../src/contract/clauses.ts';
import { collectCases } from '../src/harness/collect-cases.ts';
import { packageRoot } from '../src/package-root.ts';
import { coverage, openClasses, openClauses } from '../src/proof/coverage.ts';

const cases = await collectCases();
const covered = coverage(cases);
const classes = Object.keys(attackClasses);

// What has no case yet is written down, so that nothing loses its case unseen and the list can only shrink on purpose. Without the file everything must be covered.
const file = join(packageRoot, 'gates/uncovered.json');
const notYet = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { clauses: [], classes: [] }) as Record<
  'clauses' | 'classes',
  readonly string[]
>;

describe('the cases', () => {
  it('leave exactly the clauses open that are written down', () => {
    expect(openClauses(covered).map(({ id }) => id)).toEqual(notYet.clauses);
  });

  it('leave exactly the attack classes open that are written down', () => {
    expect(openClasses(covered).map(({ id }) => id)).toEqual(notYet.classes);
  });

  it('show of every standard built-in one behaviour that a stub fails', () => {
    const sentences = cases.filter(({ clause }) => clause === 'ENV-2.works').flatMap(({ expect: checks }) => Object.keys(checks));
    expect(builtIns.filter(({ name }) => !sentences.some((says) => says.startsWith(`${name} does`))).map(({ name }) => name)).toEqual([]);
  });

  it('name only attack classes that exist, and none is covered and excluded', () => {
    expect(covered.problems).toEqual([]);
  });
});

describe('docs/attack-classes.md', () => {
  it('gives each class an id of its own', () => {
    expect(classes.length).toBe(180);
    expect(new Set(classes).size).toBe(classes.length);
  });

  it('has every class that a clause names', () => {
    const groups = clauses.flatMap(({ source }) => [...source.matchAll(/attack class(?:es)? ([^;]*)/g)].map(([, list = '']) => list));
    expect(groups.length).toBeGreaterThan(50);
    expect(groups.flatMap((list) => list.match(/[A-Z]\d\d/g) ?? ['none']).filter((id) => !classes.includes(id))).toEqual([]);
  });
});
