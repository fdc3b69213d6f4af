import { all, either, inOrder, refused, returns, returnsWhere, stopped, threw } from '../expectations.ts';
import { endpoint, handler, hook, operation, whole } from '../extension-source.ts';
import type { Program, Step } from '../program.ts';

const filterIt: Step = { call: { filter: 'it' }, input: {} };

/* A loop at a place in the extension's own code, where the engine can end it. */
const loop = (id: string, covers: readonly string[], body: string, more: Partial<Program> = {}): Program => ({
  id: `loops/${id}`,
  covers,
  ...operation(body),
  holds: stopped('cpu'),
  ...more,
});

/** G01–G13 and G27: code that does not end, and calls that do not settle. */
export const loopPrograms: readonly Program[] = [
  loop('in-a-handler', ['G01'], 'for (;;);'),
  loop('behind-catch-and-finally', ['G01'], 'for (;;) { try { for (;;); } catch {} finally { continue; } }'),
  { id: 'loops/in-a-module-body', covers: ['G01'], ...whole('for (;;);'), holds: refused('evaluate', { limit: 'cpu' }) },
  { id: 'loops/in-a-register-function', covers: ['G01'], ...hook('for (;;);'), holds: refused('register', { limit: 'cpu' }) },
  { id: 'loops/in-a-router-function', covers: ['G01'], ...endpoint('for (;;);'), holds: refused('register', { limit: 'cpu' }) },
  {
    id: 'loops/in-the-getter-of-the-handler',
    covers: ['G01', 'I08'],
    ...whole(`export default { id: 'it', get handler() { for (;;); } };`),
    holds: refused('register', { limit: 'cpu' }),
  },
  {
    id: 'loops/in-the-second-filter',
    covers: ['G01'],
    ...hook(`filter('it', (payload) => payload); filter('it', () => { for (;;); }); filter('it', () => log('never'));`, [filterIt]),
    holds: all(stopped('cpu'), ({ logs }) => (logs.count === 0 ? [] : ['the third filter ran'])),
  },
  {
    id: 'loops/in-an-action',
    covers: ['G01', 'G03'],
    ...hook(`action('it', () => { for (;;); }); action('it', () => 1);`, [{ call: { action: 'it' }, input: {} }]),
    holds: stopped('cpu'),
  },
  loop('of-microtasks', ['G02'], 'for (;;) await null;'),
  loop('of-promise-reactions', ['G02'], 'const next = () => Promise.resolve().then(next); await next();'),
  loop('of-thenables', ['G02', 'G06'], 'const again = { then(resolve) { resolve(again); } }; await again;'),
  loop(
    'of-async-iteration',
    ['G02'],
    'for await (const each of { [Symbol.asyncIterator]: () => ({ next: async () => ({ done: false }) }) });',
  ),
  loop(
    'in-a-reaction-after-the-return',
    ['G03'],
    `if (input.second) return 'second'; Promise.resolve().then(() => { for (;;); }); return 1;`,
    {
      steps: [{ call: { operation: 'it' }, input: {} }, { waitMs: 500 }, { call: { operation: 'it' }, input: { second: true } }],
      holds: inOrder(either(stopped('cpu'), returns(1)), returns('second')),
    },
  ),
  loop('in-a-reaction', ['G03'], 'Promise.resolve().then(() => { for (;;); }); await new Promise(() => {});'),
  loop('after-a-sleep', ['G04'], 'await sleep(10); for (;;);', { beforeMs: 10 }),
  loop('after-a-request', ['G04'], `await request(web + '/json/1'); for (;;);`, { beforeMs: 100 }),
  loop('after-a-denial', ['G04'], `await request(trip.origin).catch(() => { for (;;); });`, { beforeMs: 50 }),
  loop('in-a-then-of-a-sleep', ['G04', 'G03'], 'sleep(10).then(() => { for (;;); }); await new Promise(() => {});', { beforeMs: 10 }),
  loop('never', ['G05'], 'await new Promise(() => {});', { holds: stopped('wall') }),
  loop('sleep-beyond-the-limit', ['G05'], 'await sleep(1e6);', { holds: stopped('wall') }),
  loop('sleeps-without-end', ['G05', 'G04'], 'for (;;) await sleep(1);', { holds: stopped('wall') }),
  loop(
    'slices-below-the-limit-without-end',
    ['G05', 'G04'],
    'for (;;) { for (const end = Date.now() + 60; Date.now() < end;); await sleep(1); }',
    { holds: stopped('wall') },
  ),
  loop('a-thenable-that-never-settles', ['G06'], '', { ...handler('() => ({ then() {} })'), holds: stopped('wall') }),
  loop('a-then-that-loops', ['G06'], '', { ...handler('() => ({ then() { for (;;); } })') }),
  loop('a-getter-then-that-loops', ['G06'], '', { ...handler('() => ({ get then() { for (;;); } })') }),
  {
    id: 'loops/an-async-register-function',
    covers: ['G07', 'I10'],
    ...whole(`export default { id: 'it', handler: () => 1, ...(await sleep(1e6)) };`),
    holds: refused('evaluate', { limit: 'load' }),
  },
  {
    id: 'loops/recursion',
    covers: ['G08'],
    ...operation(
      `const caught = [];
      const deep = () => deep() + 1, a = () => b() + 1, b = () => a() + 1;
      const own = { get x() { return this.x + 1; } }, json = { toJSON() { return JSON.stringify(json); } };
      const proxy = new Proxy({}, { get: (_, name, receiver) => receiver[name] });
      for (const run of [deep, a, () => own.x, () => JSON.stringify(json), () => proxy.x, () => String({ toString() { return String(this); } }), () => { const list = []; list[0] = list; list.flat(Infinity); }, () => new Function('f', 'return f(f)')(function f(g) { return g(g) + 1; })])
        try { run(); caught.push('ended'); } catch (error) { caught.push(error instanceof RangeError && error.constructor === RangeError); }
      return caught;`,
    ),
    holds: returns([true, true, true, true, true, true, true, true]),
  },
  {
    id: 'loops/recursion-in-the-result',
    covers: ['G08', 'G23'],
    ...operation(
      `const deep = { toJSON() { return { again: deep }; } }; return input.getter ? { get x() { const f = () => f() + 1; return f(); } } : deep;`,
    ),
    steps: [false, true].map((getter): Step => ({ call: { operation: 'it' }, input: { getter } })),
    holds: threw('RangeError'),
  },
  {
    id: 'loops/recursion-that-calls-the-sdk',
    covers: ['G08'],
    ...operation(
      `let deepest = 0;
      const deep = (level) => { try { log('x'.repeat(1)); } catch {} try { deep(level + 1); } catch { if (level > deepest) { deepest = level; void sleep('x').catch(() => 1); void request(1).catch(() => 1); } } };
      deep(0);
      return deepest > 10;`,
    ),
    holds: either(returns(true), stopped('log', 'cpu')),
  },
  loop('a-regular-expression', ['G09'], `/^(a+)+$/.test('a'.repeat(64) + 'b');`),
  loop(
    'a-regular-expression-that-replaces',
    ['G09', 'G11'],
    `'x'.repeat(30).concat('!').replaceAll(/(x+x+)+y/g, ''); for (;;) 'a'.repeat(1e5).replace(/(?:a|aa)+$b/, '');`,
  ),
  loop('a-big-int-power', ['G10'], 'return String(7n ** 10n ** 8n).length;', {
    holds: either(stopped('cpu', 'memory'), threw('RangeError')),
  }),
  loop('a-big-int-squared-again-and-again', ['G10'], 'let n = 3n; for (;;) n *= n;', {
    holds: either(stopped('cpu', 'memory'), threw('RangeError')),
  }),
  loop('a-big-int-as-text', ['G10'], '(2n ** 30_000_000n).toString(3);'),
  loop('a-big-int-from-text', ['G10'], `BigInt('9'.repeat(2e7));`),
  loop('a-big-int-division', ['G10'], 'const n = 3n ** 20_000_000n; n / (n - 1n) % 7n; for (;;) n / 7n;'),
  loop('index-of-on-a-huge-array-like', ['G11'], 'Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);'),
  loop('unshift-on-a-huge-array-like', ['G11'], 'Array.prototype.unshift.call({ length: 2 ** 53 - 2 }, 1);'),
  loop('reverse-after-a-sleep', ['G11', 'G04'], 'await sleep(1); Array.prototype.reverse.call({ length: 2 ** 53 - 1 });', { beforeMs: 5 }),
  loop('a-sort', ['G11'], 'const all = new Array(2 ** 26); all.sort(); for (;;) all.sort();', { holds: stopped('cpu', 'memory') }),
  loop(
    'a-sort-with-a-comparator',
    ['G11'],
    'const all = Float64Array.from({ length: 1e6 }, (_, at) => at * 7919 % 1e6); for (;;) all.toSorted((a, b) => b - a);',
    { holds: stopped('cpu', 'memory') },
  ),
  loop('replace-all', ['G11'], `for (;;) 'ab'.repeat(1e5).replaceAll('ab', 'ba').split('').reverse().join('');`, {
    holds: stopped('cpu', 'memory'),
  }),
  loop('last-index-of', ['G11'], `const text = 'a'.repeat(1e6); for (;;) text.lastIndexOf('a'.repeat(1e5) + 'b');`),
  loop(
    'normalize-and-locales',
    ['G11'],
    `const text = '\u1e9b\u0323'.repeat(3e5); for (;;) { text.normalize('NFKD').localeCompare(text, 'de', { sensitivity: 'base' }); new Intl.Segmenter('th').segment(text)[Symbol.iterator]().next(); }`,
    { holds: stopped('cpu', 'memory') },
  ),
  loop(
    'json-of-one-text-again-and-again',
    ['G11'],
    `const text = '[' + '{"a":[1,2,3]},'.repeat(5e4) + '1]'; for (;;) JSON.parse(text, (_, value) => value);`,
    { holds: stopped('cpu', 'memory') },
  ),
  loop('in-prepare-stack-trace', ['G12'], `Error.prepareStackTrace = () => { for (;;); }; throw new Error('x').stack;`),
  loop('in-prepare-stack-trace-of-what-is-thrown', ['G12'], `Error.prepareStackTrace = () => { for (;;); }; throw new Error('x');`, {
    holds: either(stopped('cpu'), threw('Error', /^x$/)),
    trapped: true,
  }),
  loop(
    'in-prepare-stack-trace-of-a-stray-rejection',
    ['G12', 'I06'],
    `Error.prepareStackTrace = () => { for (;;); }; Promise.reject(new Error('x')); await sleep(1e6);`,
    {
      holds: stopped('cpu', 'wall'),
    },
  ),
  loop('in-a-getter-of-the-result', ['G13'], 'return { get a() { for (;;); } };'),
  loop('in-to-json', ['G13', 'D14'], 'return { toJSON() { for (;;); } };'),
  loop('in-a-proxy-that-is-returned', ['G13'], 'return new Proxy({}, { ownKeys() { for (;;); } });'),
  loop('in-a-proxy-that-is-thrown', ['G13', 'I02'], 'throw new Proxy(new Error(), { getPrototypeOf() { for (;;); } });'),
  loop('in-a-getter-of-what-is-thrown', ['G13', 'I03'], `throw Object.defineProperty(new Error(), 'message', { get() { for (;;); } });`),
  loop('in-a-getter-of-the-options', ['G13', 'D03'], `await request(web + '/x', { get method() { for (;;); } });`),
  loop('in-a-response-body', ['G13', 'I12'], '', {
    ...endpoint(`router.get('/it', () => ({ status: 200, get body() { for (;;); } }));`),
  }),
  loop('atomics-wait', ['G27'], 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);'),
  loop(
    'atomics-wait-async',
    ['G27'],
    'Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5).value.then(() => { for (;;); }); await sleep(1e6);',
    {
      holds: stopped('cpu', 'wall'),
    },
  ),
  loop(
    'in-a-finalizer',
    ['G03', 'G05'],
    `globalThis.registry = new FinalizationRegistry(() => { for (;;); }); (() => { for (let at = 0; at < 100; at += 1) registry.register({}, at); })(); for (let at = 0; at < 300; at += 1) { new Array(10_000).fill(at); if (at % 50 === 0) await sleep(1); } await sleep(1e6);`,
    {
      holds: stopped('cpu', 'wall'),
    },
  ),
  {
    id: 'loops/below-the-limit-is-let-be',
    covers: ['G01', 'G04'],
    ...operation(
      `for (let turn = 0; turn < 5; turn += 1) { for (const end = Date.now() + 40; Date.now() < end;); await sleep(1); } return 'fine';`,
    ),
    holds: returnsWhere('an end of its own', (value) => value === 'fine'),
  },
];
