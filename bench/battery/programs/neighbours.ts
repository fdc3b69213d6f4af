import { all, inOrder, logged, noStop, returns, returnsEach, stopped, toldOfStop, sent } from '../expectations.ts';
import { hook, operation } from '../extension-source.ts';
import type { Program, Step } from '../program.ts';

const it = { operation: 'it' } as const;
const call = (input: Readonly<Record<string, boolean>> = {}): Step => ({ call: it, input });
const reload: Step = { reload: true };
const honest = `const honestWeb = web.slice(0, web.lastIndexOf('/')) + '/honest';`;

/** F01–F10: between extensions, and between the calls of one. The honest extension beside each of them is the neighbour. */
export const neighbourPrograms: readonly Program[] = [
  {
    id: 'neighbours/globals',
    covers: ['F01'],
    ...operation(
      `const before = [typeof globalThis.mark, typeof globalThis.honest]; globalThis.mark = 1; Object.prototype.mark2 = 1; const after = before.concat(typeof ({}).mark2); delete Object.prototype.mark2; return after;`,
    ),
    steps: [call(), reload, call()],
    holds: returnsEach(['undefined', 'undefined', 'number'], ['undefined', 'undefined', 'number']),
  },
  {
    id: 'neighbours/intrinsics',
    covers: ['F02'],
    ...operation(`const before = ['x'.toUpperCase(), [2, 1].toSorted(), JSON.stringify(1)];
      String.prototype.toUpperCase = () => 'evil'; Array.prototype.toSorted = () => ['evil']; JSON.stringify = () => 'evil'; Promise.prototype.constructor = class {}; Math.max = () => 'evil'; Object.prototype.text = 'evil';
      await sleep(150);
      delete Object.prototype.text;
      return before;`),
    steps: [call(), reload, call()],
    holds: returnsEach(['X', [1, 2], '1'], ['X', [1, 2], '1']),
  },
  {
    id: 'neighbours/registries',
    covers: ['F02'],
    ...operation(String.raw`const before = [RegExp.$1, RegExp.lastMatch, Symbol.for('mark').description, Symbol.for('mark').planted === undefined, Object.hasOwn(Symbol, 'planted')];
      /(secret\w*)/.test('secret of one'); Symbol.planted = 1; Symbol.prototype.planted = 1;
      return before;`),
    steps: [call(), reload, call()],
    holds: returnsEach(['', '', 'mark', true, false], ['', '', 'mark', true, false]),
  },
  {
    id: 'neighbours/sdk-objects',
    covers: ['F03'],
    ...operation(`const before = [log.mark, request.mark, Object.keys(sleep).length, log.name];
      for (const each of [log, sleep, request]) { try { each.mark = 1; each.prototype = { evil: 1 }; Object.defineProperty(each, 'name', { value: 'evil' }); each.call = () => 'evil'; Object.setPrototypeOf(each, { evil: 1 }); } catch {} }
      return before.map(String);`),
    steps: [call(), reload, call()],
    holds: returnsEach(['undefined', 'undefined', '0', 'log'], ['undefined', 'undefined', '0', 'log']),
  },
  {
    id: 'neighbours/scope-of-the-neighbour',
    covers: ['F04'],
    ...operation(
      `const said = await Promise.all(Array.from({ length: 40 }, (_, n) => request((n % 2 ? honestWeb : web) + '/json/' + n).then(({ data }) => data, (error) => error.message.startsWith('No permission'))));
      return said.every((one, n) => one === (n % 2 ? true : n));`,
      honest,
    ),
    steps: [call(), call(), call()],
    holds: all(returns(true), sent(60)),
  },
  {
    id: 'neighbours/redirect-to-the-neighbour',
    covers: ['F04'],
    ...operation(
      `return Promise.all([honestWeb, honestWeb + '/../' + web.slice(web.lastIndexOf('/') + 1), web + '/../honest/x', web + '/%2e%2e/honest/x', web + '/..%2fhonest/x', web + 'x/y', web.toUpperCase()].map((url) => request(url).then(() => 'done', (error) => error.message.startsWith('No permission'))));`,
      honest,
    ),
    holds: all(returns([true, true, true, true, true, true, true]), sent(0)),
  },
  {
    id: 'neighbours/interleaved-calls',
    covers: ['F05'],
    ...operation(
      `await sleep(input.n * 7 % 40); const { data } = await request(web + '/json/' + input.n); await sleep(input.n * 13 % 20); return [input.n, data];`,
    ),
    steps: Array.from({ length: 50 }, (_, n): Step => ({ start: it, input: { n } })),
    holds: returnsEach(...Array.from({ length: 50 }, (_, n) => [n, n])),
  },
  {
    id: 'neighbours/calls-that-swap-their-promises',
    covers: ['F05'],
    ...operation(
      `if (input.n === 0) { const waited = sleep(60).then(() => 'of call 0'); kept.push(waited); return waited; }
      await sleep(5);
      const other = await kept[0];
      return [input.n, other];`,
      'const kept = [];',
    ),
    steps: Array.from({ length: 4 }, (_, n): Step => ({ start: it, input: { n } })),
    holds: returnsEach('of call 0', [1, 'of call 0'], [2, 'of call 0'], [3, 'of call 0']),
  },
  {
    id: 'neighbours/input-is-a-copy',
    covers: ['F06'],
    ...operation(
      `const before = JSON.stringify(input); input.list.push('evil'); input.inner.a = 'evil'; input.list.length = 9; Object.freeze(input); kept = input; return before;`,
      'let kept;',
    ),
    steps: ['', ''].map((): Step => ({ call: it, input: { list: [1], inner: { a: 1 } } })),
    holds: returns('{"list":[1],"inner":{"a":1}}'),
  },
  {
    id: 'neighbours/payload-is-a-copy',
    covers: ['F06', 'I14'],
    ...hook(`filter('it', (payload) => { payload.list.push('evil'); payload.inner.a = 'evil'; }); filter('it', (payload) => payload);`),
    steps: ['', ''].map((): Step => ({ call: { filter: 'it' }, input: { list: [1], inner: { a: 1 } } })),
    holds: returns({ list: [1], inner: { a: 1 } }),
  },
  {
    id: 'neighbours/late-effects',
    covers: ['F07'],
    ...operation(
      `if (input.second) { log('second'); await sleep(100); return 'second'; }
      (async () => { await sleep(40); log('late'); await request(web + '/json/1'); log('later'); })();
      return 'first';`,
    ),
    steps: [call(), { start: it, input: { second: true } }, { waitMs: 300 }],
    holds: all(returnsEach('first', 'second'), logged('second', 'late', 'later'), noStop),
  },
  {
    id: 'neighbours/late-log-of-an-ended-call',
    covers: ['F07', 'G26'],
    ...operation(
      `if (input.second) return 'second';
      (async () => { for (;;) { await sleep(1); try { for (let at = 0; at < 50; at += 1) log('flood'); } catch {} } })();
      return 'first';`,
    ),
    steps: [call(), { waitMs: 1_200 }, call({ second: true })],
    holds: all(returnsEach('first', 'second'), ({ logs }) => (logs.count <= 1_000 ? [] : [`the ended call logged ${logs.count} records`])),
  },
  {
    id: 'neighbours/left-running-forever',
    covers: ['F07', 'G04'],
    ...operation(`if (input.second) return 'second'; (async () => { for (;;) await sleep(5); })(); return 'first';`),
    steps: [call(), { waitMs: 2_600 }, call({ second: true })],
    holds: all(returnsEach('first', 'second'), toldOfStop('wall')),
  },
  {
    id: 'neighbours/left-computing',
    covers: ['F07', 'G03'],
    ...operation(`if (input.second) return 'second'; (async () => { await sleep(5); for (;;); })(); return 'first';`),
    steps: [call(), { waitMs: 900 }, call({ second: true })],
    holds: all(returnsEach('first', 'second'), toldOfStop('cpu')),
  },
  {
    id: 'neighbours/module-state',
    covers: ['F08'],
    ...operation(`count += 1; return count;`, 'let count = 0;'),
    steps: [call(), call(), reload, call()],
    holds: returnsEach(1, 2, 1),
  },
  {
    id: 'neighbours/reload',
    covers: ['F09'],
    ...hook(`let runs = 0; filter('it', (payload) => { runs += 1; return payload.concat(runs); });`),
    steps: Array.from({ length: 6 }, (): readonly Step[] => [{ call: { filter: 'it' }, input: [] }, reload])
      .flat()
      .slice(0, -1),
    holds: returns([1]),
  },
  {
    id: 'neighbours/reload-in-flight',
    covers: ['F09', 'I15'],
    ...operation(`if (input.quick) return 'quick'; await sleep(400); return 'slow';`),
    steps: [{ start: it, input: {} }, { start: it, input: {} }, { waitMs: 30 }, reload, call({ quick: true })],
    holds: inOrder(
      ({ calls }) => (calls[0]?.outcome.status === 'absent' ? [] : ['a call of the unloaded extension did not end as absent']),
      ({ calls }) => (calls[0]?.outcome.status === 'absent' ? [] : ['a call of the unloaded extension did not end as absent']),
      returns('quick'),
    ),
  },
  {
    id: 'neighbours/after-a-stop',
    covers: ['F10'],
    ...operation(`count += 1; if (input.loop) for (;;); return count;`, 'let count = 0;'),
    steps: [call(), call({ loop: true }), call(), call({ loop: true }), call()],
    holds: inOrder(returns(1), stopped('cpu'), returns(1), stopped('cpu'), returns(1)),
  },
  {
    id: 'neighbours/all-calls-of-a-stop',
    covers: ['F10', 'F05'],
    ...operation(`if (input.loop) { await sleep(20); for (;;); } await sleep(5_000);`),
    steps: [
      { start: it, input: {} },
      { start: it, input: {} },
      { start: it, input: { loop: true } },
    ],
    beforeMs: 20,
    holds: stopped('cpu'),
  },
];
