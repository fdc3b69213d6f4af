import { setTimeout as wait } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import type { Outcome } from '../../contract/outcome.ts';
import type { CallMessage, LoadMessage, Rewriting } from '../../faults/fault.ts';
import { taping, type TapeEvent } from './message-tape.ts';
import { reaches } from './reaches.ts';

const loading: LoadMessage = { extension: { name: 'x', manifestText: '{}', files: { 'index.js': 'export default 1' } }, limits: {} };
const calling = (operation: string): CallMessage => ({ entry: { extension: 'x', operation }, input: { n: 1 } });
const returned: Outcome = { status: 'returned', json: '1' };
const stopped: Outcome = { status: 'stopped', limit: 'cpu' };

/** What an honest scene leaves: a load, a call, a record while two more calls are on their way, a request, an unload. */
const tape = async (): Promise<readonly TapeEvent[]> => {
  const events: TapeEvent[] = [];
  const { load, call, dispose, log, network } = taping(events) as Required<Rewriting>;
  await load(loading, async () => ({ sandbox: 's', limits: {} as never }));
  await call(calling('a'), async () => returned);
  const open = Promise.withResolvers<Outcome>();
  const slow = call(calling('slow'), async () => open.promise);
  await call(calling('b'), async () => stopped);
  log({ extension: 'x', text: 'a line' });
  open.resolve(returned);
  await slow;
  network({ kind: 'resolve', host: 'a.test' } as never);
  await dispose(async () => undefined);
  return events;
};

const isReached = async (rewriting: Rewriting): Promise<boolean> => reaches(rewriting, await tape());

describe('reaches', () => {
  it.each<[string, Rewriting]>([
    ['nothing at all', {}],
    [
      'hooks that pass everything on',
      {
        load: (message, forward) => forward(message),
        call: async (message, forward) => ({ ...(await forward({ ...message })) }),
        dispose: (forward) => forward(),
        log: (record) => [{ ...record }],
        network: (record) => [record],
      },
    ],
    [
      'another extension',
      { load: (message, forward) => forward(message.extension.name === 'y' ? { ...message, limits: { cpuMs: 1 } } : message) },
    ],
  ])('is false for %s', async (_, rewriting) => {
    expect(await isReached(rewriting)).toBe(false);
  });

  it.each<[string, Rewriting]>([
    ['a load that is changed', { load: (message, forward) => forward({ ...message, limits: { cpuMs: 1 } }) }],
    ['a call that is changed', { call: (message, forward) => forward({ ...message, input: { n: 2 } }) }],
    ['a call that is changed in place', { call: (message, forward) => forward(Object.assign(message, { input: null })) }],
    ['a call that is swallowed', { call: async () => returned }],
    ['a call that is made twice', { call: async (message, forward) => forward(message).then(() => forward(message)) }],
    ['a call that waits', { call: async (message, forward) => wait(1).then(() => forward(message)) }],
    ['an outcome that is changed', { call: async (message, forward) => ({ ...(await forward(message)), status: 'threw' }) as Outcome }],
    ['an outcome that waits', { call: async (message, forward) => forward(message).then(async (outcome) => wait(1, outcome)) }],
    ['an outcome that never comes', { call: async (message, forward) => forward(message).then(() => new Promise<never>(() => undefined)) }],
    ['an unload that is swallowed', { dispose: async () => undefined }],
    ['a record that is lost', { log: () => [] }],
    ['a record that comes twice', { log: (record) => [record, record] }],
    ['a network record that is changed', { network: (record) => [{ ...record, host: 'b.test' } as never] }],
  ])('is true for %s', async (_, rewriting) => {
    expect(await isReached(rewriting)).toBe(true);
  });

  it('knows which calls were on their way at the same time', async () => {
    let open = 0;
    let most = 0;
    const counting: Rewriting = {
      call: async (message, forward) => {
        most = Math.max(most, ++open);
        return forward(message).finally(() => (open -= 1));
      },
    };
    expect(await isReached(counting)).toBe(false);
    expect(most).toBe(2);
  });

  it('is true for what remembers a stop and changes the next call', async () => {
    let wasStopped = false;
    const afterwards: Rewriting = {
      call: async (message, forward) => {
        const outcome = await forward(message);
        if (wasStopped) return stopped;
        wasStopped ||= outcome.status === 'stopped';
        return outcome;
      },
    };
    expect(await isReached(afterwards)).toBe(true);
  });
});
