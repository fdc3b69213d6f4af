import { patientLimits } from '../battery-limits.ts';
import { all, either, returns, returnsWhere, sent, stopped } from '../expectations.ts';
import { operation } from '../extension-source.ts';
import type { Program } from '../program.ts';
import type { Seen } from '../seen.ts';

const refusedBy = (text: RegExp): ReturnType<typeof returnsWhere> =>
  returnsWhere(`a refusal ${String(text)}`, (value) => typeof value === 'string' && text.test(value));

const asked = (path: string, options = ''): string =>
  `return request(web + '${path}'${options}).then(({ data }) => 'answered ' + String(data).length, (error) => error.name + ': ' + error.message);`;

const atMost =
  (count: number) =>
  ({ web }: Seen): readonly string[] =>
    web.filter(({ path }) => path !== '/to-trap').length <= count ? [] : [`the server got ${web.length} requests`];

const nothingOpen = ({ web }: Seen): readonly string[] =>
  web.every(({ ended }) => ended !== undefined) ? [] : ['connections of the program are open still'];

/** H01–H08: exhaustion through requests and sleeps. */
export const networkPrograms: readonly Program[] = [
  {
    id: 'network/two-thousand-at-once',
    covers: ['H01'],
    ...operation(`return (await Promise.allSettled(Array.from({ length: 2_000 }, (_, n) => request(web + '/json/' + n)))).length;`),
    holds: all(stopped('pending'), atMost(100)),
  },
  {
    id: 'network/as-many-as-allowed',
    covers: ['H01'],
    ...operation(
      `return (await Promise.all(Array.from({ length: 100 }, (_, n) => request(web + '/json/' + n)))).every(({ data }, n) => data === n);`,
    ),
    limits: patientLimits,
    holds: all(returns(true), sent(100)),
  },
  {
    id: 'network/big-response',
    covers: ['H02'],
    ...operation(asked('/big')),
    limits: patientLimits,
    holds: refusedBy(/^Error: .*(?:bytes|long|big)/),
  },
  {
    id: 'network/endless-response',
    covers: ['H02'],
    ...operation(asked('/endless')),
    limits: patientLimits,
    holds: all(refusedBy(/^Error: .*(?:bytes|long|big)/), nothingOpen),
  },
  {
    id: 'network/fifty-big-responses',
    covers: ['H02', 'H01'],
    ...operation(
      `return (await Promise.allSettled(Array.from({ length: 50 }, () => request(web + '/big')))).every(({ status }) => status === 'rejected');`,
    ),
    limits: patientLimits,
    holds: either(returns(true), stopped('memory', 'wall', 'pending')),
  },
  {
    id: 'network/fifty-endless-responses',
    covers: ['H02', 'H01'],
    ...operation(
      `return (await Promise.allSettled(Array.from({ length: 50 }, () => request(web + '/endless')))).every(({ status }) => status === 'rejected');`,
    ),
    limits: patientLimits,
    holds: all(either(returns(true), stopped('memory', 'wall', 'pending')), nothingOpen),
  },
  {
    id: 'network/thirty-responses-of-nine-megabytes',
    covers: ['H02', 'H01'],
    ...operation(`return (await Promise.allSettled(Array.from({ length: 30 }, () => request(web + '/nine')))).length;`),
    limits: patientLimits,
    holds: either(returns(30), stopped('memory', 'wall', 'cpu', 'pending')),
  },
  {
    id: 'network/one-nine-megabyte-response-of-controls',
    covers: ['H02'],
    ...operation(asked('/nulls')),
    limits: patientLimits,
    holds: either(refusedBy(/^answered 9\d{6}|^Error: /), stopped('memory')),
  },
  {
    id: 'network/gzip-bomb',
    covers: ['H03'],
    ...operation(asked('/gzip')),
    limits: patientLimits,
    holds: refusedBy(/^Error: .*(?:bytes|long|big)/),
  },
  {
    id: 'network/brotli-bomb',
    covers: ['H03'],
    ...operation(asked('/brotli')),
    limits: patientLimits,
    holds: refusedBy(/^Error: .*(?:bytes|long|big)/),
  },
  {
    id: 'network/thirty-bombs',
    covers: ['H03', 'H01'],
    ...operation(
      `return (await Promise.allSettled(Array.from({ length: 30 }, (_, n) => request(web + (n % 2 ? '/gzip' : '/brotli'))))).every(({ status }) => status === 'rejected');`,
    ),
    limits: patientLimits,
    holds: either(returns(true), stopped('memory', 'wall', 'pending')),
  },
  {
    id: 'network/silent-server',
    covers: ['H04'],
    ...operation(asked('/silent')),
    holds: all(either(stopped('wall'), refusedBy(/took longer/)), nothingOpen),
  },
  {
    id: 'network/dripping-server',
    covers: ['H04'],
    ...operation(asked('/drip')),
    holds: all(either(stopped('wall'), refusedBy(/took longer/)), nothingOpen),
  },
  {
    id: 'network/body-of-a-hundred-megabytes',
    covers: ['H05'],
    ...operation(asked('/x', `, { method: 'POST', body: 'x'.repeat(1e8) }`)),
    limits: patientLimits,
    holds: all(either(refusedBy(/Error: .*limit/), stopped('memory')), sent(0)),
  },
  {
    id: 'network/headers-by-the-hundred-thousand',
    covers: ['H05'],
    ...operation(`const headers = {}; for (let at = 0; at < 1e5; at += 1) headers['x-' + at] = 'y'; ${asked('/x', ', { headers }')}`),
    limits: patientLimits,
    holds: all(refusedBy(/Error: .*(?:limit|headers)/), sent(0)),
  },
  {
    id: 'network/header-of-a-megabyte',
    covers: ['H05'],
    ...operation(asked('/x', `, { headers: { 'x-a': 'y'.repeat(2 ** 20 - 1000) } }`)),
    holds: all(refusedBy(/Error: .*(?:limit|headers)/), sent(0)),
  },
  {
    id: 'network/url-of-a-megabyte',
    covers: ['H05'],
    ...operation(`return request(web + '/' + 'x'.repeat(1e6)).then(() => 'done', (error) => error.message.length < 5_000);`),
    holds: all(returns(true), sent(0)),
  },
  { id: 'network/fifty-hops', covers: ['H06'], ...operation(asked('/hops/50')), holds: all(refusedBy(/redirected more than/), atMost(6)) },
  {
    id: 'network/redirect-to-itself',
    covers: ['H06'],
    ...operation(asked('/around')),
    holds: all(refusedBy(/redirected more than/), atMost(6)),
  },
  { id: 'network/five-hops', covers: ['H06'], ...operation(asked('/hops/5')), holds: all(refusedBy(/^answered 7/), sent(6)) },
  {
    id: 'network/abandoned-requests',
    covers: ['H07'],
    ...operation(`for (let at = 0; at < 12; at += 1) request(web + '/silent').catch(() => 1); await new Promise(() => {});`),
    holds: all(stopped('wall'), nothingOpen, ({ web }) =>
      web.filter(({ ended, path }) => path === '/silent' && ended === 'aborted').length === 12
        ? []
        : ['requests of the stopped call were not aborted'],
    ),
  },
  {
    id: 'network/abandoned-by-unloading',
    covers: ['H07', 'I15'],
    ...operation(`await Promise.all(Array.from({ length: 20 }, (_, n) => request(web + (n % 2 ? '/silent' : '/drip'))));`),
    steps: [{ start: { operation: 'it' }, input: {} }, { waitMs: 150 }, { unload: true }],
    holds: all(
      ({ calls }) =>
        calls[0]?.outcome.status === 'absent' || calls[0]?.outcome.status === 'stopped'
          ? []
          : ['expected the call to end with the extension'],
      nothingOpen,
    ),
  },
  {
    id: 'network/abandoned-by-a-loop',
    covers: ['H07', 'G04'],
    ...operation(`for (let at = 0; at < 10; at += 1) request(web + '/drip').catch(() => 1); await sleep(100); for (;;);`),
    beforeMs: 200,
    holds: all(stopped('cpu'), nothingOpen),
  },
  {
    id: 'network/left-behind-requests',
    covers: ['H07', 'F07'],
    ...operation(
      `if (input.second) return 'second'; for (let at = 0; at < 10; at += 1) request(web + '/silent').catch(() => 1); return 'first';`,
    ),
    steps: [{ call: { operation: 'it' }, input: {} }, { waitMs: 3_000 }, { call: { operation: 'it' }, input: { second: true } }],
    holds: all(
      ({ calls }) =>
        calls.map(({ outcome }) => ('json' in outcome ? outcome.json : outcome.status)).join() === '"first","second"'
          ? []
          : ['the calls ended otherwise'],
      nothingOpen,
    ),
  },
  {
    id: 'network/a-million-sleeps',
    covers: ['H08'],
    ...operation(`return (await Promise.allSettled(Array.from({ length: 1e6 }, () => sleep(1_000)))).length;`),
    limits: patientLimits,
    holds: stopped('pending', 'memory'),
  },
  { id: 'network/sleeps-without-end', covers: ['H08'], ...operation(`for (;;) sleep(1e5).catch(() => 1);`), holds: stopped('pending') },
  {
    id: 'network/pending-from-many-calls',
    covers: ['H08', 'H01'],
    ...operation(`await Promise.all(Array.from({ length: 20 }, () => sleep(300))); return 'slept';`),
    steps: [{ call: { operation: 'it' }, input: {}, together: 10 }],
    holds: stopped('pending'),
  },
];
