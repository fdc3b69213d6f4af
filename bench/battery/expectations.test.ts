import { describe, expect, it } from 'vitest';
import {
  absent,
  all,
  clean,
  either,
  inOrder,
  logged,
  loggedAtMost,
  noStop,
  refused,
  refusedIn,
  returns,
  returnsEach,
  sent,
  stopped,
  threw,
  threwValue,
  toldOfStop,
} from './expectations.ts';
import { heldSeen, returnedCall } from './planted-seen.testing.ts';
import type { Holds, Seen, SeenCall } from './seen.ts';

const ended = (outcome: SeenCall['outcome']): Seen => ({ ...heldSeen, calls: [{ ...returnedCall(1), outcome }] });
const refusal = (refusing: NonNullable<Seen['loads'][number]['refused']>): Seen => ({
  ...heldSeen,
  calls: [],
  loads: [{ refused: refusing, ms: 1, limitMs: 2 }],
});

const error = { name: 'TypeError', message: 'planted' };
const request = { method: 'GET', path: '/x', headers: {}, body: '' };
const stop = { type: 'stop', limit: 'cpu', text: '' } as const;

/* An expectation, what it holds for, and what it does not. */
const table: readonly [string, Holds, Seen, readonly Seen[]][] = [
  [
    'returns',
    returns({ a: 1 }),
    { ...heldSeen, calls: [returnedCall({ a: 1 })] },
    [{ ...heldSeen, calls: [returnedCall({ a: 2 })] }, ended({ status: 'absent' }), { ...heldSeen, calls: [] }],
  ],
  ['returns undefined', returns(undefined), ended({ status: 'returned', undefined: true }), [ended({ status: 'returned', json: 'null' })]],
  [
    'returnsEach',
    returnsEach(1, 2),
    { ...heldSeen, calls: [returnedCall(1), returnedCall(2)] },
    [
      { ...heldSeen, calls: [returnedCall(2), returnedCall(1)] },
      { ...heldSeen, calls: [returnedCall(1)] },
    ],
  ],
  [
    'stopped',
    stopped('cpu', 'wall'),
    ended({ status: 'stopped', limit: 'wall' }),
    [ended({ status: 'stopped', limit: 'crash' }), ended({ status: 'absent' })],
  ],
  [
    'threw',
    threw('TypeError', /^planted$/),
    ended({ status: 'threw', thrown: 'null', error }),
    [
      ended({ status: 'threw', thrown: 'null', error: { ...error, name: 'Error' } }),
      ended({ status: 'threw', thrown: 'null', error: { ...error, message: 'x' } }),
      ended({ status: 'threw', thrown: 'null' }),
    ],
  ],
  [
    'threwValue',
    threwValue(null),
    ended({ status: 'threw', thrown: 'null' }),
    [ended({ status: 'threw', thrown: '1' }), ended({ status: 'threw', thrown: 'null', error })],
  ],
  ['absent', absent, ended({ status: 'absent' }), [ended({ status: 'returned', undefined: true })]],
  [
    'refused',
    refused('register', { limit: 'cpu' }),
    refusal({ phase: 'register', error, limit: 'cpu' }),
    [refusal({ phase: 'evaluate', error, limit: 'cpu' }), refusal({ phase: 'register', error }), heldSeen],
  ],
  [
    'refused by a field',
    refused('manifest', { field: 'name' }),
    refusal({ phase: 'manifest', error, field: 'name' }),
    [refusal({ phase: 'manifest', error, field: 'version' })],
  ],
  [
    'refusedIn',
    refusedIn('link', 'evaluate'),
    refusal({ phase: 'link', error }),
    [refusal({ phase: 'register', error }), refusal({ phase: 'link', error, limit: 'crash' }), heldSeen],
  ],
  [
    'sent',
    sent(1, ({ method }) => method === 'GET'),
    { ...heldSeen, web: [request, { ...request, path: '/to-trap' }] },
    [heldSeen, { ...heldSeen, web: [request, request] }, { ...heldSeen, web: [{ ...request, method: 'PUT' }] }],
  ],
  [
    'logged',
    logged('a', 'b'),
    { ...heldSeen, logs: { count: 2, first: ['a', 'b'], last: 'b' } },
    [
      heldSeen,
      { ...heldSeen, logs: { count: 2, first: ['b', 'a'], last: 'a' } },
      { ...heldSeen, logs: { count: 3, first: ['a', 'b'], last: 'c' } },
    ],
  ],
  [
    'loggedAtMost',
    loggedAtMost(2),
    { ...heldSeen, logs: { count: 2, first: [], last: '' } },
    [{ ...heldSeen, logs: { count: 3, first: [], last: '' } }],
  ],
  ['toldOfStop', toldOfStop('cpu'), { ...heldSeen, events: [stop] }, [heldSeen, { ...heldSeen, events: [{ ...stop, limit: 'wall' }] }]],
  ['noStop', noStop, heldSeen, [{ ...heldSeen, events: [stop] }]],
  [
    'clean',
    clean,
    { ...heldSeen, calls: [returnedCall({ tried: 3, foreign: [], found: [] })] },
    [
      { ...heldSeen, calls: [returnedCall({ tried: 3, foreign: ['x'], found: [] })] },
      { ...heldSeen, calls: [returnedCall({ tried: 3, foreign: [], found: ['x'] })] },
      { ...heldSeen, calls: [returnedCall({ tried: 0, foreign: [], found: [] })] },
      heldSeen,
    ],
  ],
  [
    'all',
    all(returns('fine'), noStop),
    heldSeen,
    [
      { ...heldSeen, events: [stop] },
      { ...heldSeen, calls: [returnedCall(1)] },
    ],
  ],
  ['either', either(returns(1), returns(2)), { ...heldSeen, calls: [returnedCall(2)] }, [{ ...heldSeen, calls: [returnedCall(3)] }]],
  [
    'inOrder',
    inOrder(returns(1), stopped('cpu')),
    { ...heldSeen, calls: [returnedCall(1), { ...returnedCall(1), outcome: { status: 'stopped', limit: 'cpu' } }] },
    [
      { ...heldSeen, calls: [returnedCall(1), returnedCall(1)] },
      { ...heldSeen, calls: [returnedCall(1)] },
    ],
  ],
];

describe('expectations', () => {
  it.each(table)('%s holds for what it says, and for nothing else', (_, holds, good, bad) => {
    expect(holds(good)).toEqual([]);
    for (const seen of bad) expect(holds(seen)).not.toEqual([]);
  });
});
