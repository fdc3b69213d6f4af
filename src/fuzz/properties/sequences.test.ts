import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Step } from '../../contract/stimulus.ts';
import { runProperty } from '../run-property.ts';
import { sequences } from './sequences.ts';

const programs = fc.sample(sequences.programs, { seed: 1, numRuns: 400 });
const covered = new Set(programs.flatMap(({ covers }) => covers));

const stepsOf = (when: Step): readonly Step[] => (when.do === 'sequence' ? when.steps : [when]);
const unloads = (when: Step): number => stepsOf(when).filter((step) => step.do === 'unload').length;

describe('sequences', () => {
  it.each(['load: free', 'load: its name is taken', 'load: its id is taken', 'unload: subject', 'unload: beside', 'unload: fresh'])(
    'does in some program: %s',
    (what) => {
      expect(covered).toContain(what);
    },
  );

  it.each(['subject', 'beside', 'fresh'])('calls %s while it is loaded and while it is not', (role) => {
    expect(covered).toContain(`call: ${role} that is loaded`);
    expect(covered).toContain(`call: ${role} that is not loaded`);
  });

  it('expects of each call of a program one thing, in the order of the calls of its role', () => {
    for (const { expects } of programs) {
      const calls = Map.groupBy(
        expects.filter((one) => 'call' in one),
        ({ role }) => role,
      );
      for (const own of calls.values()) expect(own.map(({ call }) => call)).toEqual(own.map((_, at) => at));
    }
  });

  it('begins to count anew with a load, and only then', () => {
    for (const { when, expects } of programs.filter((one) => unloads(one.when) === 0)) {
      const most = expects.map((one) => ('gives' in one ? one.gives.length : 1));
      // a first call gives one value; each later one 1 or its number, in the module and everywhere
      expect(new Set(most)).toEqual(new Set(stepsOf(when).length > 1 && most.includes(4) ? [1, 4] : [1]));
    }
  });

  it('is made small by leaving out commands', async () => {
    const runs = Array.from({ length: 6 }, (_, run) =>
      runProperty(sequences, 1, run, ({ when }) => Promise.resolve(unloads(when) > 0 ? ['it unloads'] : [])),
    );
    const found = (await Promise.all(runs)).flatMap(({ finding }) => finding ?? []);
    expect(found.length).toBeGreaterThan(2);
    // what comes last is always kept, and everybody is called behind it
    for (const { program } of found) {
      expect(unloads(program.when)).toBe(1);
      expect(stepsOf(program.when).length).toBeLessThan(4);
    }
  });
});
