import { describe, expect, it } from 'vitest';

import { createDeliveries } from './create-deliveries.ts';

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

describe('createDeliveries', () => {
  it('sends at once while nothing large waits, then one after the other in their order', async () => {
    const sent: string[] = [];
    const leaves: (() => void)[] = [];
    let large = false;
    let over = false;
    const deliver = createDeliveries({
      carrier: {
        deliver: (text) => void sent.push(text),
        leaving: () => (large ? new Promise<void>((resolve) => leaves.push(resolve)) : undefined),
      },
      isOver: () => over,
      onSending: () => undefined,
    });
    expect(deliver({ resolve: 1 })).toBeUndefined();
    large = true;
    let left = '';
    void deliver({ resolve: 2 })?.then(() => (left += '2'));
    void deliver({ resolve: 3 })?.then(() => (left += '3'));
    void deliver({ resolve: 4 })?.then(() => (left += '4'));
    await settle();
    expect(sent).toEqual(['{"resolve":1}', '{"resolve":2}']);
    leaves[0]?.();
    await settle();
    expect([sent.length, left]).toEqual([3, '2']);
    large = false;
    leaves[1]?.();
    await settle();
    expect([sent.length, left]).toEqual([4, '234']);
    expect(deliver({ resolve: 5 })).toBeUndefined();
    over = true;
    void deliver({ resolve: 6 });
    expect(sent.at(-1)).toBe('{"resolve":5}');
  });
});
