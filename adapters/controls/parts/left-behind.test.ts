import { setTimeout as wait } from 'node:timers/promises';

import { afterEach, describe, expect, it } from 'vitest';

import { watchRealm } from './left-behind.ts';

const ofObjects = Object.getPrototypeOf({}) as object;
const ofLists = Object.getPrototypeOf([]) as unknown[];
const { map } = ofLists;

afterEach(() => {
  Reflect.deleteProperty(ofObjects, 'planted');
  Reflect.deleteProperty(globalThis, 'planted');
  Reflect.set(ofLists, 'map', map);
});

describe('watchRealm', () => {
  it('finds nothing where nothing was left', async () => {
    const isSpoilt = watchRealm();
    expect(typeof structuredClone(new URL('https://inside.test/').href)).toBe('string');
    await wait(1);
    expect(isSpoilt()).toBe(false);
  });

  it.each<[string, () => void]>([
    ['a property of a prototype', () => Object.defineProperty(ofObjects, 'planted', { value: 1, configurable: true })],
    ['a replaced method', () => void Reflect.set(ofLists, 'map', () => [])],
    ['a global', () => void Object.defineProperty(globalThis, 'planted', { value: 1, configurable: true })],
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
