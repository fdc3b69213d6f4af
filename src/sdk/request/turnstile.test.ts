import { setImmediate as nextTurn } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { turnstile } from './turnstile.ts';

const never = new AbortController().signal;
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await nextTurn();
};

describe('turnstile', () => {
  it('lets so many in, one a turn and in their order, and the next when one goes out', async () => {
    const gate = turnstile(2);
    const inside: number[] = [];
    const entered = [0, 1, 2, 3].map(async (who) => {
      const way = await gate.enter(never);
      inside.push(who);
      return way;
    });
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    expect(inside.length).toBeLessThan(2);
    await turns(10);
    expect(inside).toEqual([0, 1]);
    (await entered[1])?.[Symbol.dispose]();
    (await entered[1])?.[Symbol.dispose]();
    await turns(10);
    expect(inside).toEqual([0, 1, 2]);
    (await entered[0])?.[Symbol.dispose]();
    await turns(10);
    expect(inside).toEqual([0, 1, 2, 3]);
  });

  it('lets the others in when one in the line gives up', async () => {
    const gate = turnstile(1);
    const first = await gate.enter(never);
    const end = new AbortController();
    const gives = gate.enter(end.signal);
    const waits = gate.enter(never);
    end.abort(new Error('late'));
    await expect(gives).rejects.toThrow('late');
    first[Symbol.dispose]();
    await expect(waits).resolves.toBeDefined();
  });
});
