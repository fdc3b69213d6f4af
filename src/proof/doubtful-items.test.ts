import { describe, expect, it } from 'vitest';

import type { Judged } from '../harness/journal.ts';
import { doubtfulItems } from './doubtful-items.ts';
import type { KillMatrix } from './kill-matrix.ts';
import { passed, someCase, someFault, under } from './proof.testing.ts';

const one = someCase('log/a/b', 'provides', 'listed');
const faults = [someFault('listed'), someFault('other'), someFault('known')];
const matrix: KillMatrix = { listed: { [one.id]: ['it is so'] } };
const doubtful = (judged: Judged): number => doubtfulItems([judged], [one], faults, { matrix, others: { known: [one.id] } }).length;

describe('doubtfulItems', () => {
  it.each([
    ['a case that passes without a fault', passed(one.id)],
    ['a kill that the matrix has', under('listed', one.id, 'it is so')],
    ['a fault that moves nothing it is not listed for', under('other', one.id)],
    ['a kill that no case lists and that is known', under('known', one.id, 'it is so')],
  ])('takes %s as it came out', (_, judged) => {
    expect(doubtful(judged)).toBe(0);
  });

  it.each([
    [
      'a case that does not pass without a fault',
      { ...passed(one.id), report: { ...passed(one.id).report, verdict: 'untestable' as const } },
    ],
    ['a listed fault that kills nothing', under('listed', one.id)],
    ['a kill of other checks than the matrix has', under('listed', one.id, 'it says why')],
    ['a kill that is not listed', under('other', one.id, 'it is so')],
  ])('doubts %s', (_, judged) => {
    expect(doubtful(judged)).toBe(1);
  });
});
