import type { Json } from '../../../src/contract/json.ts';
import { all, returns, returnsEach, sent, threw } from '../expectations.ts';
import { handler, hook, operation } from '../extension-source.ts';
import type { Program } from '../program.ts';

const it = { operation: 'it' } as const;
const parsed = (text: string): Json => JSON.parse(text) as Json;

/** E01–E08 and E11: data on its way over the border. */
export const crossingPrograms: readonly Program[] = [
  {
    id: 'crossing/proto-in-the-input',
    covers: ['E01'],
    ...operation(
      `return [input.x === undefined, Object.keys(input).toSorted(), Object.getPrototypeOf(input) === Object.prototype, ({ ...input }).x === undefined, ({}).x === undefined];`,
    ),
    steps: [{ call: it, input: parsed('{"__proto__":{"x":1},"a":{"constructor":{"prototype":{"x":1}}}}') }],
    holds: returns([true, ['__proto__', 'a'], true, true, true]),
  },
  {
    id: 'crossing/proto-in-a-response',
    covers: ['E02'],
    ...operation(`const { data } = await request(web + '/json/' + encodeURIComponent('{"__proto__":{"x":1},"constructor":{"prototype":{"y":1}}}'));
      return [data.x === undefined, Object.keys(data), ({}).x === undefined, ({}).y === undefined];`),
    holds: returns([true, ['__proto__', 'constructor'], true, true]),
  },
  {
    id: 'crossing/proto-in-request-headers',
    covers: ['E03'],
    ...operation(`const headers = JSON.parse('{"__proto__":"a","constructor":"b","hasOwnProperty":"c"}');
      return (await request(web + '/x', { headers })).status;`),
    holds: all(
      returns(200),
      sent(1, ({ headers }) => headers['constructor'] === 'b' && headers['hasownproperty'] === 'c'),
    ),
  },
  {
    id: 'crossing/proto-in-options',
    covers: ['E03', 'B07'],
    ...operation(
      `await request(web + '/x', JSON.parse('{"__proto__":{"method":"POST","body":"x"},"constructor":{"prototype":{"method":"POST"}}}')); return 1;`,
    ),
    holds: all(
      returns(1),
      sent(1, ({ method, body }) => method === 'GET' && body === ''),
    ),
  },
  {
    id: 'crossing/proto-in-response-headers',
    covers: ['E04'],
    ...operation(`const { headers } = await request(web + '/headers');
      return [Object.getOwnPropertyDescriptor(headers, '__proto__')?.value, headers.constructor, headers.hasownproperty, Object.values(headers).every((each) => typeof each === 'string')];`),
    holds: returns(['a', 'b', 'c', true]),
  },
  {
    id: 'crossing/repeated-response-headers',
    covers: ['E11'],
    ...operation(`return (await request(web + '/headers')).headers['set-cookie'];`),
    holds: returns('d=1, e=2'),
  },
  {
    id: 'crossing/proto-in-a-result',
    covers: ['E05'],
    ...operation(`return JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"a":1}');`),
    holds: returns(parsed('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"a":1}')),
  },
  {
    id: 'crossing/proto-in-a-filtered-payload',
    covers: ['E05', 'I14'],
    ...hook(
      `filter('it', () => JSON.parse('{"__proto__":{"polluted":1}}')); filter('it', (payload) => ({ seen: payload.polluted === undefined, payload }));`,
    ),
    holds: returns(parsed('{"seen":true,"payload":{"__proto__":{"polluted":1}}}')),
  },
  {
    id: 'crossing/proto-as-a-setter',
    covers: ['E05', 'E03'],
    ...operation(`Object.defineProperty(Object.prototype, '__proto__', { set() { throw new Error('set'); }, get() { throw new Error('got'); }, configurable: true });
      const { status, headers } = await request(web + '/headers', { headers: { 'x-a': 'b' } });
      return { status, kind: typeof headers };`),
    holds: returns({ status: 200, kind: 'object' }),
  },
  {
    id: 'crossing/keys-of-the-protocol',
    covers: ['E06'],
    ...operation(
      `return { then: 1, toJSON: 2, length: 3, status: 'stopped', error: { name: 'x' }, result: 6, returned: 1, threw: 1, limit: 'cpu', json: '"x"', absent: 1, value: 2, resolve: 3 };`,
    ),
    holds: returns(
      parsed(
        '{"then":1,"toJSON":2,"length":3,"status":"stopped","error":{"name":"x"},"result":6,"returned":1,"threw":1,"limit":"cpu","json":"\\"x\\"","absent":1,"value":2,"resolve":3}',
      ),
    ),
  },
  {
    id: 'crossing/keys-of-the-protocol-in-the-input',
    covers: ['E06'],
    ...operation(`return input;`),
    steps: [
      { call: it, input: parsed('{"then":1,"toJSON":2,"call":9,"operation":"other","input":{"hunt":false},"filter":"x","__proto__":1}') },
    ],
    holds: returns(parsed('{"then":1,"toJSON":2,"call":9,"operation":"other","input":{"hunt":false},"filter":"x","__proto__":1}')),
  },
  {
    id: 'crossing/result-that-is-a-thenable',
    covers: ['E06', 'A19'],
    ...handler(`() => ({ then(resolve) { resolve({ then(again) { again(String(again).includes('native')); } }); } })`),
    holds: returns(true),
  },
  {
    id: 'crossing/thenable-that-settles-twice',
    covers: ['E06'],
    ...handler(
      `(input) => input.second ? 'second' : ({ then(resolve, reject) { resolve('first'); resolve('again'); reject(new Error('late')); throw new Error('later'); } })`,
    ),
    steps: [
      { call: it, input: {} },
      { call: it, input: { second: true } },
    ],
    holds: returnsEach('first', 'second'),
  },
  {
    id: 'crossing/lone-surrogates',
    covers: ['E07'],
    ...operation(
      String.raw`return [input.text, input.text.length, '\ud800', '\udfff\ud800', '\u0000', '\u2028\u2029', '\ufeff', '\u0085', { '\ud800': 1, '\n': 2 }];`,
    ),
    steps: [{ call: it, input: { text: '\ud800x\u0000\u2028\n\r' } }],
    holds: returns([
      '\ud800x\u0000\u2028\n\r',
      6,
      '\ud800',
      '\udfff\ud800',
      '\u0000',
      '\u2028\u2029',
      '\ufeff',
      '\u0085',
      { '\ud800': 1, '\n': 2 },
    ]),
  },
  {
    id: 'crossing/numbers',
    covers: ['E08'],
    ...operation(`return [NaN, -0, Infinity, -Infinity, 2 ** 53 + 1, 5e-324, 1.7976931348623157e308, 1e21];`),
    holds: returns([null, 0, null, null, 9007199254740992, 5e-324, 1.7976931348623157e308, 1e21]),
  },
  { id: 'crossing/big-int', covers: ['E08'], ...operation(`return { a: 10n };`), holds: threw('TypeError') },
  {
    id: 'crossing/big-int-with-to-json',
    covers: ['E08', 'D14'],
    ...operation(`BigInt.prototype.toJSON = function () { return 'big ' + this; }; return [10n];`),
    holds: returns(['big 10']),
  },
];
