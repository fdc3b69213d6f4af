import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { act, idle, stopped } from '../../src/contract/reading.ts';
import { operation, sequence, watch } from '../../src/contract/stimulus.ts';

// On the engine that is fastest at it each takes at least four times as long as the limit, and ends by itself: measured with V8 of Node, Deno and workerd, and with
// JavaScriptCore.
const natives = [
  {
    id: 'limits/natives/regular-expression',
    native: 'regular-expression',
    says: 'a regular expression that goes back and forth is stopped',
    large: 26,
    small: 5,
    covers: ['G09'],
  },
  { id: 'limits/natives/power', native: 'power', says: 'a power of BigInts is stopped', large: 20_000_000, small: 10, covers: ['G10'] },
  {
    id: 'limits/natives/reverse',
    native: 'reverse-of-an-array-like',
    says: 'reversing a huge array-like is stopped',
    large: 100_000_000,
    small: 10,
    covers: ['G11'],
  },
  {
    id: 'limits/natives/index-of',
    native: 'index-of-in-an-array-like',
    says: 'indexOf in a huge array-like is stopped',
    large: 200_000_000,
    small: 10,
    covers: ['G11'],
  },
  { id: 'limits/natives/sort', native: 'sort', says: 'sorting a large array is stopped', large: 20_000, small: 10, covers: ['G11'] },
  { id: 'limits/natives/replace-all', native: 'replace-all', says: 'replaceAll is stopped', large: 20_000, small: 10, covers: ['G11'] },
  { id: 'limits/natives/wait', native: 'wait', says: 'Atomics.wait is stopped or refused', large: 1500, small: 5, covers: ['G27'] },
] as const;

/** These last long enough by themselves for a watch, which takes up to four windows, to see that they run on: more than a second with V8 of Node. Who waits uses no processor. */
const watched: ReadonlySet<string> = new Set(['index-of-in-an-array-like', 'sort', 'replace-all']);

const call = (native: string, n: number) => operation('natives', { native, n });

export default defineCases(
  natives.map(({ id, native, says, large, small, covers }): ConformanceCase => ({
    id,
    clause: 'LIM-2',
    kind: 'contains',
    says,
    given: { extension: 'natives', limits: { cpuMs: 100, wallMs: 8000 } },
    when: sequence(operation('natives'), call(native, large), ...(watched.has(native) ? [watch(100)] : [])),
    expect: {
      'it is stopped, or refused inside': (seen) => stopped(seen, 1, 'cpu', 'wall', 'memory') || act(seen, 1) === 'refused',
      ...(watched.has(native) ? { 'nothing of it runs on': idle } : {}),
    },
    admits: {
      when: call(native, small),
      expect: { 'a small one is done, or there is none': (seen) => act(seen) === 'done' || act(seen) === 'refused' },
    },
    catches: ['timeout-not-armed', ...(watched.has(native) ? ['keeps-running-after-stop'] : [])],
    covers,
  })),
);
