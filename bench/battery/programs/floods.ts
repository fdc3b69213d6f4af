import { all, either, loggedAtMost, returns, returnsWhere, stopped, threw, threwValue } from '../expectations.ts';
import { hook, operation } from '../extension-source.ts';
import { patientLimits } from '../battery-limits.ts';
import type { Program } from '../program.ts';

/** G23–G26: results, errors, logs and denials that are too much. */
export const floodPrograms: readonly Program[] = [
  {
    id: 'floods/deep-result',
    covers: ['G23'],
    ...operation(`let deep = {}; for (let at = 0; at < 2e5; at += 1) deep = { deep }; return deep;`),
    holds: either(threw('RangeError'), stopped('result')),
  },
  {
    id: 'floods/deep-thrown-value',
    covers: ['G23'],
    ...operation(`let deep = {}; for (let at = 0; at < 2e5; at += 1) deep = { deep }; throw deep;`),
    holds: threwValue(null),
  },
  {
    id: 'floods/deep-result-that-json-can-write',
    covers: ['G23'],
    ...operation(`let text = '1'; text = '['.repeat(1500) + text + ']'.repeat(1500); return JSON.parse(text);`),
    holds: returnsWhere('a list', (value) => Array.isArray(value)),
  },
  {
    id: 'floods/deep-payload-of-a-filter',
    covers: ['G23', 'I14'],
    ...hook(`filter('it', () => { let deep = []; for (let at = 0; at < 2e5; at += 1) deep = [deep]; return deep; });`),
    holds: either(threw('RangeError'), stopped('result')),
  },
  {
    id: 'floods/sparse-result',
    covers: ['G24'],
    ...operation(`const sparse = []; sparse[4294967294] = 1; return sparse;`),
    holds: either(stopped('cpu', 'memory', 'result'), threw('RangeError')),
  },
  {
    id: 'floods/sparse-body',
    covers: ['G24', 'D08'],
    ...operation(
      `const sparse = []; sparse[4294967294] = 1; await request(web + '/x', { method: 'POST', body: { sparse } }); return 'sent';`,
    ),
    holds: either(stopped('cpu', 'memory'), threw('RangeError')),
  },
  {
    id: 'floods/huge-message',
    covers: ['G25'],
    ...operation(`throw new Error('x'.repeat(2 ** 24));`),
    holds: threw('Error', /^x{4096}$/),
  },
  {
    id: 'floods/huge-message-beyond-the-budget',
    covers: ['G25'],
    ...operation(`throw new Error('x'.repeat(2 ** 27));`),
    holds: either(stopped('memory'), threw('Error', /^x{4096}$/)),
  },
  {
    id: 'floods/huge-thrown-value',
    covers: ['G25'],
    ...operation(`throw ['x'.repeat(2 ** 22)];`),
    holds: either(threwValue(null), stopped('memory')),
  },
  {
    id: 'floods/huge-name-and-response',
    covers: ['G25', 'I03'],
    ...operation(`throw Object.assign(new Error('x'), { name: 'n'.repeat(2 ** 22), response: 'r'.repeat(2 ** 22), status: 1e308 });`),
    holds: ({ calls }) => {
      const outcome = calls[0]?.outcome;
      if (outcome?.status !== 'threw' || outcome.error === undefined) return [`expected an error, got ${JSON.stringify(outcome)}`];
      const { name, response = '' } = outcome.error;
      return name.length <= 128 && response.length <= 65_536 ? [] : ['the error is not bounded'];
    },
  },
  {
    id: 'floods/huge-message-at-load',
    covers: ['G25', 'I09'],
    ...operation('return 1;', `throw new Error('x'.repeat(2 ** 24));`),
    holds: ({ loads }) => {
      const refusal = loads[0]?.refused;
      return refusal?.phase === 'evaluate' && refusal.error.message.length <= 4_096
        ? []
        : [`expected a bounded refusal, got ${String(refusal?.phase)}`];
    },
  },
  {
    id: 'floods/logs',
    covers: ['G26'],
    ...operation(`for (let at = 0; at < 2e5; at += 1) log('x' + at); return 1;`),
    holds: all(stopped('log'), loggedAtMost(1_000)),
  },
  {
    id: 'floods/logs-that-catch',
    covers: ['G26'],
    ...operation(`let refused = 0; for (let at = 0; at < 1e5; at += 1) try { log('x' + at); } catch { refused += 1; } return refused;`),
    holds: all(stopped('log'), loggedAtMost(1_000)),
  },
  {
    id: 'floods/long-logs',
    covers: ['G26', 'D10'],
    ...operation(`const line = 'x'.repeat(60_000); for (let at = 0; at < 1_000; at += 1) log(line); return 1;`),
    holds: all(stopped('log'), loggedAtMost(4)),
  },
  {
    id: 'floods/logs-of-controls',
    covers: ['G26', 'D10'],
    ...operation(`const line = '\\u0000'.repeat(65_000); for (let at = 0; at < 4; at += 1) log(line); return 1;`),
    holds: all(returns(1), loggedAtMost(4)),
  },
  {
    id: 'floods/logs-over-many-calls',
    covers: ['G26'],
    ...operation(`for (let at = 0; at < 900; at += 1) log('x' + at); return 1;`),
    steps: Array.from({ length: 8 }, () => ({ call: { operation: 'it' }, input: {} })),
    holds: all(returns(1), loggedAtMost(7_200)),
  },
  {
    id: 'floods/logs-at-load',
    covers: ['G26', 'G01'],
    ...operation('return 1;', `for (let at = 0; at < 1e5; at += 1) log('x' + at);`),
    holds: ({ loads, logs }) => [
      ...(loads[0]?.refused?.limit === 'log' ? [] : [`expected a refusal by log, got ${JSON.stringify(loads[0])}`]),
      ...(logs.count <= 1_000 ? [] : ['too many records']),
    ],
  },
  {
    id: 'floods/denied-logs',
    covers: ['G26', 'B06'],
    ...operation(`let refused = 0; for (let at = 0; at < 1e4; at += 1) try { log('x' + at); } catch { refused += 1; } return refused;`),
    scopes: {},
    holds: all(returns(10_000), loggedAtMost(0)),
  },
  {
    id: 'floods/denied-requests-one-by-one',
    covers: ['G26', 'H01'],
    ...operation(
      `let denied = 0; for (let at = 0; at < 3_000; at += 1) await request('https://denied.test/' + at).catch(() => { denied += 1; }); return denied;`,
    ),
    holds: either(returns(3_000), stopped('wall')),
  },
  {
    id: 'floods/denied-requests-with-long-urls',
    covers: ['G26', 'H01'],
    ...operation(
      `const url = 'https://denied.test/' + 'x'.repeat(9e5); for (;;) await Promise.allSettled(Array.from({ length: 20 }, () => request(url)));`,
    ),
    /* After a thousand requests the realm refuses them by itself, and the loop never leaves it again. */
    beforeMs: 1_000,
    holds: stopped('wall', 'cpu', 'memory'),
  },
  {
    id: 'floods/requests-whose-body-is-too-big',
    covers: ['G26', 'H05'],
    ...operation(
      `const body = 'x'.repeat(1_000_000); let refused = 0; for (let at = 0; at < 30; at += 1) await request(web + '/x', { method: 'POST', body: [body] }).catch(() => { refused += 1; }); return refused;`,
    ),
    limits: patientLimits,
    holds: returnsWhere('a number', (value) => typeof value === 'number'),
  },
  {
    id: 'floods/zero-sleeps',
    covers: ['G26', 'G04'],
    ...operation(`for (;;) await Promise.all(Array.from({ length: 90 }, () => sleep(0)));`),
    holds: stopped('wall', 'cpu'),
  },
  {
    id: 'floods/results-as-big-as-allowed',
    covers: ['G25'],
    ...operation(`return 'x'.repeat(1_000_000);`),
    steps: [{ call: { operation: 'it' }, input: {}, together: 20 }],
    holds: returnsWhere('a text', (value) => typeof value === 'string'),
  },
];
