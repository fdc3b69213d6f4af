import { all, inOrder, logged, noStop, returns, returnsEach, threw, threwValue } from '../expectations.ts';
import { endpoint, handler, hook, operation } from '../extension-source.ts';
import type { Program, Step } from '../program.ts';
import type { Holds } from '../seen.ts';

const it = { operation: 'it' } as const;

const which = (count: number): readonly Step[] => Array.from({ length: count }, (_, at): Step => ({ call: it, input: { at } }));

const ended =
  (...statuses: readonly string[]): Holds =>
  ({ calls }) => {
    const odd = calls.find(({ outcome }) => !statuses.includes(outcome.status));
    return calls.length > 0 && odd === undefined
      ? []
      : [`expected calls to end as ${statuses.join(' or ')}, got ${JSON.stringify(odd ?? calls)}`];
  };

const bounded: Holds = ({ calls }) => {
  const odd = calls.find(({ outcome }) => outcome.status !== 'threw' || JSON.stringify(outcome).length > 6_000);
  return calls.length > 0 && odd === undefined ? [] : [`expected a bounded error, got ${JSON.stringify(odd).slice(0, 300)}`];
};

/** I01–I07: what is thrown, when, and at whom. */
export const throwingPrograms: readonly Program[] = [
  {
    id: 'throwing/primitives',
    covers: ['I01'],
    ...operation(`throw [undefined, null, '', 0, NaN, 10n, Symbol('x'), true, -0, 'text'][input.at];`),
    steps: which(10),
    holds: inOrder(...[null, null, '', 0, null, null, null, true, 0, 'text'].map((value) => threwValue(value))),
  },
  {
    id: 'throwing/primitives-at-once',
    covers: ['I01'],
    ...handler(`(input) => { throw [undefined, null, 10n, Symbol('x'), () => 1][input.at]; }`),
    steps: which(5),
    holds: threwValue(null),
  },
  {
    id: 'throwing/primitives-in-a-filter',
    covers: ['I01', 'I14'],
    ...hook(`filter('it', () => { throw undefined; });`),
    holds: threwValue(null),
  },
  {
    id: 'throwing/primitives-in-a-route',
    covers: ['I01', 'I12'],
    ...endpoint(`router.get('/it', () => { throw null; });`),
    holds: threwValue(null),
  },
  {
    id: 'throwing/proxies',
    covers: ['I02'],
    ...operation(
      `const mean = new Proxy({}, { get(_, trap) { return () => { throw new Error('trap ' + trap); }; } });
      const { proxy, revoke } = Proxy.revocable(new Error('x'), {}); revoke();
      const gone = Proxy.revocable(function () {}, {}); gone.revoke();
      throw [new Proxy({}, mean), new Proxy(new Error('x'), mean), new Proxy(function () {}, mean), proxy, gone.proxy, new Proxy([], mean)][input.at];`,
    ),
    steps: which(6),
    holds: threwValue(null),
  },
  {
    id: 'throwing/proxy-that-says-what-it-wants',
    covers: ['I02', 'A12'],
    ...operation(
      `throw new Proxy(new Error('real'), { get: (target, name) => ({ name: 'Forged', message: 'forged', stack: 7, cause: target }[name] ?? target[name]) });`,
    ),
    holds: threw('Forged', /^forged$/),
  },
  {
    id: 'throwing/hostile-errors',
    covers: ['I03'],
    ...operation(
      `const mean = (name) => Object.defineProperty(new Error('x'), name, { get() { throw new Error('getter'); } });
      const odd = [mean('name'), mean('message'), mean('stack'), mean('cause'), mean('status'), mean('response'), Object.assign(new Error('x'), { name: Symbol('n'), message: { toString() { throw 1; } }, stack: {}, status: 'x', response: {} }),
        Object.setPrototypeOf(new Error('x'), null), Object.setPrototypeOf(new Error('x'), new Proxy({}, {})), Object.create(Error.prototype), Object.freeze(new Error('x')), new (class extends Error { get name() { return this.constructor.constructor; } })('x')];
      throw odd[input.at];`,
    ),
    steps: which(12),
    holds: all(bounded, ended('threw'), noStop),
  },
  {
    id: 'throwing/errors-that-change',
    covers: ['I03'],
    ...operation(
      `let reads = 0; throw Object.defineProperty(new Error(), 'message', { get() { reads += 1; return reads === 1 ? 'first' : { toString: () => 'second' }; } });`,
    ),
    holds: threw('Error', /^first$/),
  },
  {
    id: 'throwing/cycles',
    covers: ['I04'],
    ...operation(
      `const one = new Error('one'); one.cause = one; one.errors = [one];
      let nested = new Error('inner'); for (let at = 0; at < 1e5; at += 1) nested = new AggregateError([nested], 'level', { cause: nested });
      const cycle = { a: 1 }; cycle.self = cycle;
      const suppressed = new SuppressedError(one, nested, 'both'); suppressed.error = suppressed;
      throw [one, nested, cycle, suppressed][input.at];`,
    ),
    steps: which(4),
    limits: { cpuMs: 3_000, wallMs: 4_000 },
    holds: inOrder(threw('Error', /^one$/), threw('AggregateError', /^level$/), threwValue(null), threw('SuppressedError', /^both$/)),
  },
  {
    id: 'throwing/range-errors',
    covers: ['I05'],
    ...operation(
      `[() => { throw new RangeError('x'); }, () => new Array(-1), () => 'x'.repeat(-1), () => (1).toFixed(999), () => new Date(NaN).toISOString(), () => 2n ** -1n, () => { const f = () => f(); f(); }][input.at]();`,
    ),
    steps: which(7),
    holds: all(threw('RangeError'), noStop),
  },
  {
    id: 'throwing/internal-looking-errors',
    covers: ['I05', 'B05'],
    ...operation(
      `throw Object.assign(new Error('Script execution timed out.'), { name: ['Error', 'LimitError', 'StoppedError', 'Isolate was disposed'][input.at], limit: 'memory', code: 'EXTENSION_STOPPED' });`,
    ),
    steps: which(4),
    holds: all(ended('threw'), noStop),
  },
  {
    id: 'throwing/stray-rejections',
    covers: ['I06'],
    ...operation(
      `Promise.reject(); Promise.reject(new Error('stray')); (async () => { throw undefined; })(); new Promise((_, reject) => reject(Symbol('x')));
      new Promise(() => { throw Object.assign(new Error(), { name: Symbol('n') }); }); Promise.reject(new Proxy({}, {})); Promise.reject({ get stack() { throw 1; }, get message() { throw 2; } });
      sleep('x'); request(5); Promise.reject(1).finally(() => 2); Promise.all([Promise.reject(3), Promise.reject(4)]); Promise.any([Promise.reject(5)]);
      await sleep(5);
      return input.at;`,
    ),
    steps: which(3),
    holds: all(returnsEach(0, 1, 2), noStop),
  },
  {
    id: 'throwing/stray-rejections-at-once',
    covers: ['I06'],
    ...handler(
      `(input) => { Promise.reject(new Error('stray')); Promise.reject(new Error('Script execution timed out.')); return input.at; }`,
    ),
    steps: which(3),
    holds: all(returnsEach(0, 1, 2), noStop),
  },
  {
    id: 'throwing/stray-rejections-by-the-thousand',
    covers: ['I06', 'G26'],
    ...operation(`for (let at = 0; at < 2_000; at += 1) Promise.reject(new Error('stray ' + at)); return 1;`),
    limits: { cpuMs: 3_000, wallMs: 4_000 },
    holds: returns(1),
  },
  {
    id: 'throwing/stray-rejection-in-a-module-body',
    covers: ['I06', 'I09'],
    ...operation(`return 'loaded';`, `Promise.reject(new Error('stray')); (async () => { await null; throw 1; })();`),
    holds: returns('loaded'),
  },
  {
    id: 'throwing/late',
    covers: ['I07'],
    ...operation(
      `sleep(30).then(() => { throw new Error('late'); }); sleep(40).then(() => { throw undefined; }); request(web + '/json/1').then(() => null.x); return input.at;`,
    ),
    steps: [...which(2), { waitMs: 150 }, { call: it, input: { at: 2 } }],
    holds: all(returnsEach(0, 1, 2), noStop),
  },
  {
    id: 'throwing/in-actions',
    covers: ['I01', 'I07'],
    ...hook(
      `action('it', () => { throw new Error('first'); }); action('it', async () => { await sleep(5); throw undefined; }); action('it', () => log('third'));`,
      [{ call: { action: 'it' }, input: {} }],
    ),
    holds: all(returns(undefined), logged('third')),
  },
];
