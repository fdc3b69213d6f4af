import { describe, expect, it } from 'vitest';
import { keepInFlight } from './keep-in-flight.ts';

describe('keepInFlight', () => {
  it('makes as many calls as asked, and has as many open as asked', async () => {
    let made = 0;
    let open = 0;
    let most = 0;
    const call = async (): Promise<void> => {
      made += 1;
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
    };
    await keepInFlight(call, 7, 100);
    expect([made, most, open]).toEqual([100, 7, 0]);
  });
});
