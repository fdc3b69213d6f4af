import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { describe, expect, it } from 'vitest';

import type { CallMessage } from '../faults/fault.ts';
import type { JournalLine } from './journal.ts';
import { leaseCells, type Lease } from './lease.ts';
import { isAlive, until } from './testing/is-alive.testing.ts';
import { scriptTarget } from './testing/script-target.testing.ts';

// Longer than any honest answer on a busy machine, and shorter than a test may take.
const patient = 8000;
const impatient = 300;

const message: CallMessage = { entry: { extension: 'n', operation: 'o' }, input: { a: 1 } };
const extension = { name: 'n', folder: '/', manifestText: '{}', files: {} };
const echoed = { result: { status: 'returned', json: '{"a":1}' } };

const lease = (on: string, act: string, ...rest: readonly string[]): Lease & { readonly journal: JournalLine[] } => {
  const journal: JournalLine[] = [];
  const leased = leaseCells(scriptTarget('--on', on, '--do', act, ...rest), (line) => journal.push(line));
  return Object.create(leased, { journal: { value: journal } }) as Lease & { readonly journal: JournalLine[] };
};

const told = (leased: Lease): readonly string[] => leased.told().flatMap((one) => (one.kind === 'log' ? [one.text] : []));
const toldPid = (leased: Lease): number => Number(told(leased)[0]);

describe('leaseCells', () => {
  it('asks a cell and keeps it', async () => {
    await using leased = lease('', '');
    expect(leased.running).toBe(false);
    expect(await leased.ask('call', message, patient)).toEqual(echoed);
    expect(await leased.ask('ping', {}, patient)).toEqual({ result: {} });
    expect(leased.generation).toBe(1);
    expect(leased.running).toBe(true);
  });

  it.each([
    ['a SIGKILL', 'die', { status: 'crashed', detail: /SIGKILL/ }],
    [
      'an exit, with the last words of stderr',
      'complain-and-exit',
      { status: 'crashed', detail: /exit code 3; stderr: .*the last words$/s },
    ],
    ['text on stdout', 'garbage', { status: 'protocol-error', detail: /got "Traceback \(most recent call last\):": it is no JSON object/ }],
    ['text on stdout and an exit at once', 'garbage-and-exit', { status: 'protocol-error', detail: /"half a thought"/ }],
    ['an answer to another request', 'wrong-id', { status: 'protocol-error', detail: /answered id 1002, which is not being waited for/ }],
    ['an answer without a field', 'missing-field', { status: 'protocol-error', detail: /answer to "call".*field "json"/ }],
    ['an unknown notification', 'unknown-notification', { status: 'protocol-error', detail: /progress.*expected one of log, network/ }],
    ['a notification without a field', 'wrong-notification', { status: 'protocol-error', detail: /message.*field "text"/ }],
    ['a flood of records', 'flood', { status: 'protocol-error', detail: /more than 16 MiB/ }],
    ['a flood of empty records', 'flood-of-empty-records', { status: 'protocol-error', detail: /more than 16 MiB/ }],
    ['a line without end', 'endless-line', { status: 'protocol-error', detail: /longest allowed/ }],
  ])('loses one request to %s, and gives the cell up', async (_, act, trouble) => {
    await using leased = lease('call', act);
    expect(await leased.ask('ping', {}, patient)).toEqual({ result: {} });
    const asked = await leased.ask('call', message, patient);
    expect(asked).toEqual({ trouble: { status: trouble.status, detail: expect.stringMatching(trouble.detail) as unknown } });
    expect(leased.running).toBe(false);
  });

  it('starts a fresh cell after one that is gone', async () => {
    await using leased = lease('call', 'die');
    await leased.ask('call', message, patient);
    expect(await leased.ask('ping', {}, patient)).toEqual({ result: {} });
    expect(leased.generation).toBe(2);
    expect(leased.running).toBe(true);
  });

  it('takes an answer that was written before the cell ended', async () => {
    await using leased = lease('call', 'answer-and-exit');
    expect(await leased.ask('call', message, patient)).toEqual({ result: { status: 'absent' } });
  });

  it('judges by its own clock that a cell hangs, and ends it', async () => {
    await using leased = lease('call', 'silence');
    await leased.ask('ping', {}, patient);
    const pid = leased.journal.flatMap((line) => (line.kind === 'cell' && line.pid !== undefined ? [line.pid] : []))[0] ?? 0;
    expect(isAlive(pid)).toBe(true);
    expect(await leased.ask('call', message, impatient)).toEqual({ trouble: { status: 'hung', deadlineMs: impatient } });
    expect(isAlive(pid)).toBe(false);
    expect(await leased.ask('ping', {}, patient)).toEqual({ result: {} });
  });

  it('says of every request that was pending when a cell hung that it hung', async () => {
    await using leased = lease('call', 'silence');
    await leased.ask('ping', {}, patient);
    const asked = await Promise.all([leased.ask('call', message, patient), leased.ask('call', message, impatient)]);
    expect(asked.map((one) => 'trouble' in one && one.trouble.status)).toEqual(['hung', 'hung']);
  });

  it('keeps the cell when its adapter throws', async () => {
    await using leased = lease('call', 'throw');
    expect(await leased.ask('call', message, patient)).toEqual({ trouble: { status: 'error', message: 'the adapter is tired' } });
    expect(await leased.ask('ping', {}, patient)).toEqual({ result: {} });
    expect(leased.generation).toBe(1);
  });

  it('asks no more after a runtime hung in its first three loads, and notes it once', async () => {
    await using leased = lease('load', 'silence');
    for (let turn = 0; turn < 3; turn++) {
      await leased.ask('ping', {}, patient);
      expect(await leased.ask('load', { extension }, impatient)).toEqual({ trouble: { status: 'hung', deadlineMs: impatient } });
    }
    const { generation } = leased;
    expect(await leased.ask('prepare', { network: { answers: {} } }, 1)).toEqual({ trouble: { status: 'hung', deadlineMs: 1 } });
    expect(await leased.ask('load', { extension }, patient)).toEqual({ trouble: { status: 'hung', deadlineMs: patient } });
    expect(leased.generation).toBe(generation);
    expect(leased.journal.filter(({ kind }) => kind === 'note')).toEqual([
      { kind: 'note', text: expect.stringMatching(/hung in each of its first 3 loads/) as unknown },
    ]);
  });

  it('goes on asking when a load hangs after one that did not', async () => {
    await using leased = lease('call', 'silence');
    await leased.ask('load', { extension }, patient);
    for (let turn = 0; turn < 3; turn++) await leased.ask('prepare', { network: { answers: {} } }, 1);
    expect(await leased.ask('load', { extension }, patient)).toHaveProperty('result');
    expect(leased.journal.some(({ kind }) => kind === 'note')).toBe(false);
  });

  it('starts one cell for requests that are made at the same time', async () => {
    await using leased = lease('', '');
    await Promise.all([leased.ask('ping', {}, patient), leased.ask('ping', {}, patient), leased.ask('ping', {}, patient)]);
    expect(leased.generation).toBe(1);
  });

  it('ends a cell that is only just starting', async () => {
    const leased = lease('', '');
    const asked = leased.ask('ping', {}, patient);
    await leased[Symbol.asyncDispose]();
    expect(await asked).toHaveProperty('trouble');
    const pids = leased.journal.flatMap((line) => (line.kind === 'cell' && line.pid !== undefined ? [line.pid] : []));
    expect(pids.map(isAlive)).toEqual([false]);
  });

  it('takes what was told once', async () => {
    await using leased = lease('call', 'tell-pid');
    await leased.ask('call', message, patient);
    expect(told(leased)).toHaveLength(1);
    expect(told(leased)).toEqual([]);
  });

  it.each(['grandchild', 'grandchild-without-environment'])('ends a %s that left the group when the cell ends', async (act) => {
    const leased = lease('call', act);
    await leased.ask('call', message, patient);
    const pid = toldPid(leased);
    expect(isAlive(pid)).toBe(true);
    // the parent of one without the environment's mark lives for longer than it takes to be seen
    await new Promise((resolve) => setTimeout(resolve, act === 'grandchild' ? 0 : 1200));
    expect(isAlive(pid)).toBe(true);
    await leased[Symbol.asyncDispose]();
    await until('the grandchild has ended', () => !isAlive(pid));
  });

  it('counts the processor time of processes that the runtime names as its own', async () => {
    const outside = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
    await once(outside, 'spawn');
    await using leased = leaseCells(scriptTarget(), () => undefined, [outside.pid ?? 0]);
    await leased.ask('ping', {}, patient);
    const from = leased.busyMs() ?? Number.NaN;
    await until('the busy process shows', () => (leased.busyMs() ?? 0) > from + 50);
    await leased[Symbol.asyncDispose]();
    expect(isAlive(outside.pid ?? 0)).toBe(true);
    outside.kill('SIGKILL');
  });

  it('counts the processor time of a child that is busy, of one after the other too, and not of one that sleeps', async () => {
    const spent = async (act: string): Promise<number> => {
      await using leased = lease('call', act);
      await leased.ask('call', message, patient);
      await new Promise((resolve) => setTimeout(resolve, 300));
      const from = leased.busyMs() ?? Number.NaN;
      await new Promise((resolve) => setTimeout(resolve, 600));
      return (leased.busyMs() ?? Number.NaN) - from;
    };
    const [asleep, spinning, short] = [await spent('sleeping-child'), await spent('spinning-child'), await spent('short-children')];
    expect(asleep).toBeLessThan(spinning / 4);
    expect(short).toBeGreaterThan(spinning / 4);
    expect(asleep).toBeGreaterThanOrEqual(0);
  });
});
