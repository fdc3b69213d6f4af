import { compileFunction } from 'node:vm';

import { describe, expect, it } from 'vitest';

import { EngineRefusal } from './engine.ts';
import { moduleScript, withoutComments, withoutExports } from './module-script.ts';

/** Runs a module's script as a realm without modules would, and returns its default export. */
const defaultOf = async (source: string): Promise<unknown> => {
  const exported: unknown[] = [];
  const pump = { api: { log: () => 'logged' }, loaded: (value: unknown) => exported.push(value) };
  const run = compileFunction(`'use strict'; return (async function () { ${moduleScript(source, 'pump')} })();`, ['pump']) as (
    given: object,
  ) => Promise<void>;
  await run(pump);
  return exported[0];
};

const refusalOf = (source: string): unknown => {
  try {
    return moduleScript(source, 'pump');
  } catch (error) {
    return error instanceof EngineRefusal ? error.shape.message : error;
  }
};

describe('moduleScript', () => {
  it('keeps every form of a default export', async () => {
    expect(await defaultOf('export default { id: 1 }')).toEqual({ id: 1 });
    expect(await defaultOf('export default function named() {}\n(0);')).toHaveProperty('name', 'named');
    expect(await defaultOf('export default () => 1')).toHaveProperty('name', 'default');
    expect(await defaultOf('export default class {}\n[0];')).toHaveProperty('name', 'default');
    expect(await defaultOf('const a = 1; export { a as default };')).toBe(1);
    expect(await defaultOf('export const a = 1, { b } = {}; export function c() {} export { a as d };')).toBeUndefined();
  });

  it('binds imports before all else, as constants', async () => {
    expect(await defaultOf("export default early(); function early() { return log(); } import { log } from 'directus:api';")).toBe(
      'logged',
    );
    expect(await defaultOf("import * as api from 'directus:api'; export default api.log();")).toBe('logged');
    expect(await defaultOf("export { log as default } from 'directus:api';")).toBeTypeOf('function');
    await expect(defaultOf("import { log } from 'directus:api'; log = 1;")).rejects.toThrow(TypeError);
  });

  it('keeps what only modules have', async () => {
    expect(await defaultOf('#!/usr/bin/env node\nexport default [this, await 1, import.meta === import.meta]')).toEqual([
      undefined,
      1,
      true,
    ]);
  });

  it('refuses what can not be linked', () => {
    expect(refusalOf("import 'node:fs';")).toBe('An extension may import only "directus:api"');
    expect(refusalOf("export * from './part.js';")).toBe('An extension may import only "directus:api"');
    expect(refusalOf("import api from 'directus:api';")).toMatch(/does not provide an export named 'default'/);
    expect(refusalOf("export { nope } from 'directus:api';")).toMatch(/does not provide an export named 'nope'/);
    expect(refusalOf("import { log } from 'directus:api' with { type: 'json' };")).toBe('An import has no attributes here');
    expect(refusalOf('export default (')).toMatch(/^Expected/);
    expect(refusalOf('export { nope };')).toMatch(/not defined/);
  });
});

describe('withoutExports', () => {
  it('leaves the declarations', () => {
    expect(withoutExports('export const a = 1;\nexport function b() {}')).toBe('const a = 1;\nfunction b() {}');
  });
});

describe('withoutComments', () => {
  it('leaves the lines and what only looks like a comment', () => {
    expect(withoutComments("const a = '// no'; // yes\n/* import(\n) */ export { a };")).toBe("const a = '// no';  \n \n  export { a };");
  });
});
