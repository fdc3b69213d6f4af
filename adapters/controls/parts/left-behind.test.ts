import { setTimeout as wait } from 'node:timers/promises';

import { afterEach, describe, expect, it } from 'vitest';

import { watchRealm } from './left-behind.ts';

const kept = { map: Array.prototype.map };

afterEach(() => {
  Reflect.deleteProperty(Object.prototype, 'planted');
  Reflect.deleteProperty(globalThis, 'planted');
  Array.prototype.map = kept.map;
});

describe('watchRealm', () => {
  it('finds nothing where nothing was left', async () => {
    const isSpoilt = watchRealm();
    expect(typeof structuredClone(new URL('https://inside.test/').href)).toBe('string');
    await wait(1);
    expect(isSpoilt()).toBe(false);
  });

  it.each<[string, () => void]>([
    ['a property of a prototype', () => Object.defineProperty(Object.prototype, 'planted', { value: 1, configurable: true })],
    [
      'a replaced method',
      () =>
        (Array.prototype.map = function map() {
          return [];
        } as never),
    ],
    ['a global', () => Object.defineProperty(globalThis, 'planted', { value: 1, configurable: true })],
  ])('finds %s', (_, leave) => {
    const isSpoilt = watchRealm();
    leave();
    expect(isSpoilt()).toBe(true);
  });

  it('finds a timer that runs on', async () => {
    const isSpoilt = watchRealm();
    const timer = setInterval(() => undefined, 1000);
    const found = isSpoilt();
    clearInterval(timer);
    expect(found).toBe(true);
    await wait(1);
    expect(isSpoilt()).toBe(false);
  });
});
