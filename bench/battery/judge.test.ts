import { describe, expect, it } from 'vitest';
import { isLagAlone, judge } from './judge.ts';
import { heldSeen, plantedProgram, returnedCall } from './planted-seen.testing.ts';
import type { Seen } from './seen.ts';

const { host, honest, hunt, calls, loads } = heldSeen;
const call = returnedCall('fine');

/* Each makes one thing wrong; the words of the complaint. */
const planted: readonly [string, Partial<Seen>, RegExp][] = [
  ['another result', { calls: [returnedCall('other')] }, /^expected "fine"/],
  ['a secret that leaked', { leaks: ["the file's secret in what it logged"] }, /^leaked: the file's secret/],
  ['a connection to the port', { trapped: 1 }, /^1 connections to a port/],
  ['a lag of the event loop', { host: { ...host, lagP99: 51 } }, /lagged by 51 ms/],
  ['an event loop that was not measured', { host: { ...host, lagSamples: 0 } }, /was not measured/],
  ['a host that grew', { host: { ...host, rssPeak: 221 } }, /grew by 101 MiB/],
  ['an unhandled rejection', { host: { ...host, errors: ['unhandled rejection: x'] } }, /^in the host: unhandled rejection/],
  ['a polluted prototype', { host: { ...host, polluted: ['Object.prototype.x'] } }, /^changed the host's Object.prototype.x/],
  ['a wrong answer of the honest extension', { honest: { ...honest, wrong: ['call 1'] } }, /^the honest extension: call 1/],
  ['an honest extension that is not served', { honest: { ...honest, calls: 9 } }, /only 9 answers/],
  ['a process that was left', { leftProcesses: 1 }, /^1 processes were left/],
  ['a file that was left', { leftFiles: ['x.txt'] }, /^files were left: x.txt/],
  ['a call that settled too late', { calls: [{ ...call, ms: 2_501 }] }, /^settled 1001 ms past its limit of 1500 ms/],
  ['a load that settled too late', { loads: [{ ms: 3_001, limitMs: 2_000 }] }, /^settled 1001 ms past/],
  [
    'a call that did not settle',
    { calls: [call, { ...call, outcome: { status: 'failed', detail: 'did not settle' } }] },
    /runtime failed: did not settle/,
  ],
  ['a hunt that tried too little', { hunt: returnedCall({ tried: 9, foreign: [], found: [] }) }, /tried only 9 ways/],
  ['a hunt that found an object of the host', { hunt: returnedCall({ tried: 22, foreign: ['log'], found: [] }) }, /another realm: log/],
  ['a hunt that reached something', { hunt: returnedCall({ tried: 22, foreign: [], found: ['x'] }) }, /reached "x"/],
  [
    'a hunt in a response that reached something',
    { hunt: returnedCall({ status: 200, body: { tried: 22, foreign: [], found: ['x'] } }) },
    /reached "x"/,
  ],
  ['a hunt that told nothing', { hunt: returnedCall(1) }, /hunt for the secrets ended as/],
  ['a hunt that was stopped', { hunt: { ...call, outcome: { status: 'stopped', limit: 'cpu' } } }, /hunt for the secrets ended as/],
];

describe('judge', () => {
  it('has nothing to say when the sandbox held', () => {
    expect(judge(plantedProgram, heldSeen)).toEqual([]);
  });

  it.each(planted)('complains about %s, and of nothing else', (_, wrong, says) => {
    const complaints = judge(plantedProgram, { ...heldSeen, ...wrong });
    expect(complaints.filter((text) => says.test(text))).toHaveLength(1);
    expect(complaints.filter((text) => !says.test(text) && !text.startsWith('expected "fine"'))).toEqual([]);
  });

  it('complains when the extension was not asked to hunt', () => {
    const { hunt: _, ...withoutHunt } = heldSeen;
    expect(judge(plantedProgram, withoutHunt)).toEqual(['the extension was not asked to hunt for the secrets']);
  });

  it('accepts a hunt that is stopped where the attack traps its own realm, and there alone', () => {
    const stoppedHunt: Seen = { ...heldSeen, hunt: { ...call, outcome: { status: 'stopped', limit: 'cpu' } } };
    expect(judge({ ...plantedProgram, trapped: true }, stoppedHunt)).toEqual([]);
    expect(judge({ ...plantedProgram, trapped: true }, { ...heldSeen, hunt: returnedCall(1) })).toHaveLength(1);
  });

  it('allows what lies at a bound', () => {
    const atBounds: Seen = {
      ...heldSeen,
      loads: loads.map((load) => ({ ...load, ms: 3_000 })),
      calls: calls.map((one) => ({ ...one, ms: 2_500 })),
      ...(hunt === undefined ? {} : { hunt }),
      host: { ...host, lagP99: 50, rssPeak: 220 },
      honest: { ...honest, calls: 10 },
    };
    expect(judge(plantedProgram, atBounds)).toEqual([]);
  });
});

describe('isLagAlone', () => {
  it('is true for lag and nothing else', () => {
    const lag = judge(plantedProgram, { ...heldSeen, host: { ...host, lagP99: 90 } });
    expect([isLagAlone(lag), isLagAlone([]), isLagAlone([...lag, 'leaked: x'])]).toEqual([true, false, false]);
  });
});
