import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtIns } from '../src/contract/built-ins.ts';
import { clauses } from '../src/contract/clauses.ts';
import { collectCases } from '../src/harness/collect-cases.ts';
import { packageRoot } from '../src/package-root.ts';

const cases = await collectCases();
const classes = [...readFileSync(join(packageRoot, 'docs/attack-classes.md'), 'utf8').matchAll(/^\| ([A-K]\d\d) /gm)].map(
  ([, id = '']) => id,
);

const notYet = JSON.parse(readFileSync(join(packageRoot, 'gates/uncovered.json'), 'utf8')) as Record<
  'clauses' | 'classes',
  readonly string[]
>;

// What has no case yet is written down, so that nothing loses its case unseen and the list can only shrink on purpose.
describe('the cases', () => {
  it('leave exactly the clauses open that are written down', () => {
    const tested = new Set(cases.map((one) => one.clause));
    expect(clauses.map((clause) => clause.id).filter((id) => !tested.has(id))).toEqual(notYet.clauses);
  });

  it('leave exactly the attack classes open that are written down', () => {
    const covered = new Set(cases.flatMap((one) => one.covers ?? []));
    expect(classes.filter((id) => !covered.has(id))).toEqual(notYet.classes);
  });

  it('show of every standard built-in one behaviour that a stub fails', () => {
    const sentences = cases.filter(({ clause }) => clause === 'ENV-2.works').flatMap(({ expect: checks }) => Object.keys(checks));
    expect(builtIns.filter(({ name }) => !sentences.some((says) => says.startsWith(`${name} does`))).map(({ name }) => name)).toEqual([]);
  });

  it('name only attack classes that exist', () => {
    expect(cases.flatMap((one) => (one.covers ?? []).filter((id) => !classes.includes(id)).map((id) => `${one.id}: ${id}`))).toEqual([]);
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
