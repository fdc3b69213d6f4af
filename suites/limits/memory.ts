import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, stopped } from '../../src/contract/reading.ts';
import { measured, operation, sequence } from '../../src/contract/stimulus.ts';

// So many MiB a runtime without a limit is made to hold: more than any runtime with one may grow by, and no harm to the machine.
const most = 320;

// What its processes may grow by, in MiB: three times the limit, and what a process of its own takes when one is started meanwhile. The reference grew by at most
// 84 at this limit.
const memoryMiB = 32;
const bound = 3 * memoryMiB + 120;

const kinds = [
  { id: 'limits/memory/arrays', kind: 'arrays', says: 'arrays are bounded', covers: ['G14'] },
  { id: 'limits/memory/collections', kind: 'collections', says: 'a growing Map and a growing Set are bounded', covers: ['G15'] },
  { id: 'limits/memory/strings', kind: 'strings', says: 'strings are bounded', covers: ['G18'] },
  { id: 'limits/memory/typed-arrays', kind: 'typed-arrays', says: 'typed arrays are bounded', covers: ['G19'] },
  { id: 'limits/memory/resizable-buffers', kind: 'resizable-buffers', says: 'a resizable buffer is bounded', covers: ['G19'] },
  { id: 'limits/memory/shared-buffers', kind: 'shared-buffers', says: 'shared buffers are bounded', covers: ['G19'] },
  {
    id: 'limits/memory/web-assembly',
    kind: 'web-assembly',
    says: 'there is no WebAssembly, or its memory is bounded',
    covers: ['G20'],
  },
  { id: 'limits/memory/intl', kind: 'intl', says: 'objects of Intl are bounded', covers: [] },
  { id: 'limits/memory/symbols', kind: 'symbols', says: 'registered symbols are bounded', covers: ['G21'] },
  { id: 'limits/memory/code', kind: 'code', says: 'code is bounded', covers: ['G21', 'G22'] },
  { id: 'limits/memory/fill', kind: 'fill', says: 'one huge array that is filled at once is bounded', covers: ['G16'] },
  { id: 'limits/memory/copies', kind: 'copies', says: 'copies of a buffer into arrays are bounded', covers: ['G17'] },
] as const;

interface Filled {
  readonly held: number;
  readonly refused: string;
}

/* What the n-th call says by itself: how many MiB it held at once, and the name of the error that ended that, if one did. */
const filled = (seen: Observation, n = 0): Filled | undefined => {
  const [held, refused] = [field(act(seen, n), 'held'), field(act(seen, n), 'refused')];
  return seen.calls[n]?.challenge === true && typeof held === 'number' && typeof refused === 'string' ? { held, refused } : undefined;
};

const refusedMore = (found: Filled | undefined): boolean => found !== undefined && found.refused !== '' && found.held < most;

/* All that was asked for, or no such thing at all. */
const heldLittle = (found: Filled | undefined): boolean => found !== undefined && found.held === (found.refused === '' ? 1 : 0);

export default defineCases(
  kinds.map(({ id, kind, says, covers }): ConformanceCase => ({
    id,
    clause: 'LIM-4',
    kind: 'contains',
    says,
    needs: ['memory-limit'],
    given: { extension: 'fills', limits: { memoryMiB, cpuMs: 500, wallMs: 6000 } },
    when: sequence(operation('fills'), measured(operation('fills', { kind, most }))),
    expect: {
      // Close to its limit an engine may do little but collect garbage, until the limit of the slice ends that.
      'it is stopped, or refused more inside': (seen) => stopped(seen, 1, 'memory', 'cpu', 'wall') || refusedMore(filled(seen, 1)),
      [`the runtime's processes grow by at most ${bound} MiB`]: (seen) =>
        seen.measures.length === 1 && seen.measures.every(({ grownMiB }) => grownMiB !== undefined && grownMiB <= bound),
    },
    admits: {
      when: operation('fills', { kind, most: 1 }),
      expect: { 'a little is held, where there is such a thing': (seen) => heldLittle(filled(seen)) },
    },
    catches: ['memory-not-limited'],
    covers,
  })),
);
