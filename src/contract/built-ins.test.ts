import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { builtIns } from './built-ins.ts';

const names = builtIns.map((builtIn) => builtIn.name);
const globalsOfAFreshRealm = (): string[] => runInContext('Object.getOwnPropertyNames(globalThis)', createContext()) as string[];

describe('builtIns', () => {
  it('lists every ES2024 global that a fresh realm of Node has', () => {
    const realm = globalsOfAFreshRealm();
    const es2024 = builtIns.filter((builtIn) => builtIn.need !== 'newer').map((builtIn) => builtIn.name);
    expect(es2024.filter((name) => !realm.includes(name))).toEqual([]);
  });

  it('lists nothing that a fresh realm of V8 adds on its own', () => {
    expect(globalsOfAFreshRealm().filter((name) => !names.includes(name))).toEqual(['console', 'WebAssembly']);
  });

  it('keeps intrinsics without a global and non-standard names out', () => {
    expect(names).not.toContain('InternalError');
    expect(names).not.toContain('AsyncFunction');
    expect(names).not.toContain('TypedArray');
  });
});
