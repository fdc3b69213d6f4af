import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { operation, sequence } from '../contract/stimulus.ts';
import type { Property } from './program.ts';
import { runProperty } from './run-property.ts';

/* A program with as many calls as a number was drawn; the fourth and later ones are wrong. */
const counting: Property = {
  name: 'counting',
  clause: 'REQ-5',
  says: 'there are at most three calls',
  programs: fc.integer({ min: 1, max: 30 }).map((count) => ({
    given: { extension: 'request-once' },
    when: sequence(...Array.from({ length: count }, (_, n) => operation('once', n))),
    expects: Array.from({ length: count }, (_, call) => ({ call, refused: true as const })),
    covers: [`calls: ${count}`],
  })),
};

const callsOf = (when: { readonly do: string; readonly steps?: readonly unknown[] }): number => when.steps?.length ?? 1;

describe('runProperty', () => {
  it('draws the same program for the same seed and run, and others for other runs', async () => {
    const play = () => Promise.resolve([]);
    const first = await runProperty(counting, 1, 0, play);
    expect(await runProperty(counting, 1, 0, play)).toEqual(first);
    const runs = await Promise.all(Array.from({ length: 12 }, (_, run) => runProperty(counting, 1, run, play)));
    expect(new Set(runs.map(({ covers }) => covers[0])).size).toBeGreaterThan(4);
  });

  it('makes a finding as small as it gets', async () => {
    const found = await runProperty(counting, 1, 0, ({ when }) => Promise.resolve(callsOf(when) > 3 ? ['too many'] : []));
    expect(found.finding?.unmet).toEqual(['too many']);
    expect(callsOf(found.finding?.program.when ?? { do: 'none' })).toBe(4);
  });

  it('keeps a single call where one is enough', async () => {
    const found = await runProperty(counting, 1, 0, () => Promise.resolve(['always wrong']));
    expect(callsOf(found.finding?.program.when ?? { do: 'none', steps: [1, 2] })).toBe(1);
  });

  it('does not take a program that could not be played for one that did as it must', async () => {
    await expect(runProperty(counting, 1, 0, () => Promise.reject(new Error('no cell')))).rejects.toThrow(
      /run 0 of counting could not be played: Error: no cell/,
    );
  });

  it('does not play what says nothing of a runtime, and counts it as that', async () => {
    const play = () => Promise.resolve(['always wrong']);
    const result = await runProperty(counting, 1, 0, play, () => 'the runtime does not claim bundle');
    expect(result).toEqual({ run: 0, covers: ['not applicable: the runtime does not claim bundle'] });
  });
});
