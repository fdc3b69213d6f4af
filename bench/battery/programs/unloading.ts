import { either, inOrder, returns } from '../expectations.ts';
import { operation } from '../extension-source.ts';
import type { Program, Step } from '../program.ts';
import type { Holds } from '../seen.ts';

const it = { operation: 'it' } as const;

const ended =
  (...statuses: readonly string[]): Holds =>
  ({ calls }) => {
    const odd = calls.find(({ outcome }) => !statuses.includes(outcome.status));
    return calls.length > 0 && odd === undefined
      ? []
      : [`expected calls to end as ${statuses.join(' or ')}, got ${JSON.stringify(odd ?? calls)}`];
  };

/** I15: unloading and reloading in the middle of everything. */
export const unloadingPrograms: readonly Program[] = [
  {
    id: 'throwing/unloaded-while-it-loops',
    covers: ['I15'],
    ...operation(`for (;;);`),
    steps: [{ start: it, input: {} }, { waitMs: 40 }, { unload: true }],
    holds: ended('absent', 'stopped'),
  },
  {
    id: 'throwing/unloaded-at-once',
    covers: ['I15'],
    ...operation(`await sleep(10); return 1;`),
    steps: [{ start: it, input: {} }, { start: it, input: {} }, { unload: true }, { call: it, input: {} }],
    holds: ended('absent'),
  },
  {
    id: 'throwing/unloaded-while-it-logs-and-requests',
    covers: ['I15', 'F07'],
    ...operation(
      `for (let at = 0; ; at += 1) { if (at < 500) log('x' + at); await Promise.all([sleep(1), request(web + '/json/' + at)]); }`,
    ),
    steps: [{ start: it, input: {} }, { waitMs: 120 }, { unload: true }, { waitMs: 200 }],
    holds: ended('absent'),
  },
  {
    id: 'throwing/unloaded-in-native-code',
    covers: ['I15', 'G10'],
    ...operation(`7n ** 10n ** 8n; return 1;`),
    steps: [{ start: it, input: {} }, { waitMs: 60 }, { unload: true }],
    holds: ended('absent', 'stopped'),
  },
  {
    id: 'throwing/unloaded-while-it-comes-back',
    covers: ['I15', 'F10'],
    ...operation(`if (input.loop) for (;;); return 1;`),
    steps: [{ call: it, input: { loop: true } }, { start: it, input: {} }, { unload: true }],
    holds: inOrder(ended('stopped'), either(ended('absent'), returns(1))),
  },
  {
    id: 'throwing/reloaded-again-and-again-while-it-works',
    covers: ['I15', 'F09'],
    ...operation(`request(web + '/silent').catch(() => 1); await sleep(1e4);`),
    steps: Array.from({ length: 6 }, (): readonly Step[] => [{ start: it, input: {} }, { waitMs: 10 }, { reload: true }]).flat(),
    holds: ended('absent'),
  },
];
