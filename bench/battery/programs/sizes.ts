import { either, returns, stopped, threw } from '../expectations.ts';
import { operation } from '../extension-source.ts';
import type { Program } from '../program.ts';

const it = { operation: 'it' } as const;

/** E09–E10: exotic and oversized data on its way over the border. */
export const sizePrograms: readonly Program[] = [
  {
    id: 'crossing/exotic-values',
    covers: ['E09'],
    ...operation(`const sparse = [1]; sparse[3] = 4;
      return { u: undefined, d: new Date(0), r: /x/g, m: new Map([[1, 2]]), s: new Set([1]), e: new Error('x'), c: new (class { a = 1; #b = 2; })(), f: () => 1, y: Symbol('x'), [Symbol('k')]: 1, sparse, w: new WeakMap(), p: Promise.resolve(1), args: (function () { return arguments; })(1) };`),
    holds: returns({
      d: '1970-01-01T00:00:00.000Z',
      r: {},
      m: {},
      s: {},
      e: {},
      c: { a: 1 },
      sparse: [1, null, null, 4],
      w: {},
      p: {},
      args: { 0: 1 },
    }),
  },
  {
    id: 'crossing/undefined-and-functions',
    covers: ['E09'],
    ...operation(`return input.f ? () => 1 : undefined;`),
    steps: [
      { call: it, input: {} },
      { call: it, input: { f: true } },
    ],
    holds: returns(undefined),
  },
  {
    id: 'crossing/a-million-keys',
    covers: ['E10'],
    ...operation(`const many = {}; for (let at = 0; at < 1e6; at += 1) many['k' + at] = 1; return many;`),
    limits: { cpuMs: 5_000, wallMs: 6_000 },
    holds: stopped('result', 'memory'),
  },
  { id: 'crossing/a-key-of-a-megabyte', covers: ['E10'], ...operation(`return { ['k'.repeat(2 ** 20)]: 1 };`), holds: stopped('result') },
  {
    id: 'crossing/deep-result',
    covers: ['E10', 'G23'],
    ...operation(`let deep = 1; for (let at = 0; at < 1e5; at += 1) deep = [deep]; return deep;`),
    holds: either(threw('RangeError'), stopped('result')),
  },
  {
    id: 'crossing/deep-input',
    covers: ['E10'],
    ...operation(`return 'arrived';`),
    steps: [{ call: it, input: 1, depth: 1_000 }],
    holds: returns('arrived'),
  },
  {
    id: 'crossing/input-too-deep',
    covers: ['E10'],
    ...operation(`return 'arrived';`),
    steps: [{ call: it, input: 1, depth: 100_000 }],
    holds: threw('RangeError'),
  },
  {
    id: 'crossing/input-as-big-as-it-gets',
    covers: ['E10'],
    ...operation(`return [input.text.length, input.list.length];`),
    steps: [{ call: it, input: { text: 'x'.repeat(2 ** 20), list: Array.from({ length: 10_000 }, () => ({ a: 1 })) } }],
    holds: returns([2 ** 20, 10_000]),
  },
];
