import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { heldSeen, returnedCall } from './planted-seen.testing.ts';
import { programs } from './programs.ts';
import type { Seen } from './seen.ts';

const text = readFileSync(join(packageRoot, 'docs/attack-classes.md'), 'utf8');
const classes = [...text.matchAll(/^\| ([A-K]\d\d) /gm)].map(([, id = '']) => id);
const ids = programs.map(({ id }) => id);

const refusedAt = (phase: 'manifest' | 'evaluate'): Seen => ({
  ...heldSeen,
  loads: [{ refused: { phase, error: { name: 'Error', message: 'planted' } }, ms: 1, limitMs: 2_000 }],
  calls: [],
});

/* What runtimes that hold nothing, refuse everything or answer anything would show. */
const planted: readonly Seen[] = [
  { ...heldSeen, calls: [returnedCall('planted'), returnedCall('planted')] },
  refusedAt('manifest'),
  { ...heldSeen, calls: [] },
];

describe('programs', () => {
  it('are at least 160, each with an id of its own', () => {
    expect(programs.length).toBeGreaterThanOrEqual(160);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z-]+\/[a-z0-9-]+$/.test(id))).toEqual([]);
  });

  it('cover every class from A to J', () => {
    const covered = new Set(programs.flatMap(({ covers }) => covers));
    const wanted = classes.filter((id) => !id.startsWith('K'));
    expect(wanted).toHaveLength(138);
    expect(wanted.filter((id) => !covered.has(id))).toEqual([]);
  });

  it('name only classes that exist', () => {
    expect(programs.filter(({ covers }) => covers.length === 0 || covers.some((id) => !classes.includes(id))).map(({ id }) => id)).toEqual(
      [],
    );
  });

  it('expect something that a runtime can fail to show', () => {
    const cannotFail = programs.filter(({ holds }) => !planted.some((seen) => holds(seen).length > 0));
    expect(cannotFail.map(({ id }) => id)).toEqual([]);
  });

  it('do not take a result for a refusal nor a refusal for a result', () => {
    const [answered, refused] = planted;
    const both = programs.filter(
      ({ holds }) => answered !== undefined && refused !== undefined && holds(answered).length === 0 && holds(refused).length === 0,
    );
    expect(both.map(({ id }) => id)).toEqual([]);
  });

  it('hunt for the secrets wherever code of theirs runs in an operation, a hook or an endpoint', () => {
    expect(programs.filter(({ hunt }) => hunt !== undefined).length).toBeGreaterThanOrEqual(160);
    expect(programs.filter(({ hunt, source }) => hunt !== undefined && !source.includes('hunt(')).map(({ id }) => id)).toEqual([]);
  });
});
