import { describe, expect, it } from 'vitest';

import type { LoadMessage } from '../fault.ts';
import { wrapDefault, wrapHandlers } from './wrap-default.ts';

const message = (type: string, source: string): LoadMessage => ({
  limits: {},
  extension: {
    name: 'n',
    manifestText: JSON.stringify({ 'directus:extension': { type, path: 'index.js' } }),
    files: { 'index.js': source },
  },
});

const rewritten = async (rewriting: ReturnType<typeof wrapDefault>, type: string, source: string): Promise<string> => {
  let passed: LoadMessage | undefined;
  await rewriting().load?.(message(type, source), async (changed) => {
    passed = changed;
    return {
      sandbox: 's',
      limits: {
        cpuMs: 1,
        wallMs: 1,
        loadMs: 1,
        memoryMiB: 1,
        logLines: 1,
        logBytes: 1,
        resultBytes: 1,
        pendingCalls: 1,
        registrations: 1,
      },
    };
  });
  return passed?.extension.files['index.js'] ?? '';
};

const exportOf = async (source: string): Promise<unknown> =>
  ((await import(`data:text/javascript,${encodeURIComponent(source)}`)) as { readonly default: unknown }).default;

describe('wrapDefault', () => {
  it.each([
    ['an expression', 'export default 1;'],
    ['a variable that a bundler exports', 'const a = 1; export{a as default};'],
  ])('wraps %s', async (_, source) => {
    expect(await exportOf(await rewritten(wrapDefault('(original) => original + 1', ['operation']), 'operation', source))).toBe(2);
  });

  it('wraps a named function', async () => {
    const source = await rewritten(
      wrapDefault('(original) => original()', ['hook']),
      'hook',
      'export default function register() { return 7; }',
    );
    expect(await exportOf(source)).toBe(7);
  });

  it('leaves extensions of another type and sources without a default export alone', async () => {
    const wrap = wrapDefault('(original) => 0', ['hook']);
    expect(await rewritten(wrap, 'operation', 'export default 1;')).toBe('export default 1;');
    expect(await rewritten(wrap, 'hook', 'export const a = 1;')).toBe('export const a = 1;');
  });
});

describe('wrapHandlers', () => {
  it('wraps the handler of an operation and tells its kind and id', async () => {
    const source = await rewritten(
      wrapHandlers('(handler, kind, name) => () => [handler(), kind, name]'),
      'operation',
      "export default { id: 'a', handler: () => 1 };",
    );
    expect(((await exportOf(source)) as { handler(): unknown }).handler()).toEqual([1, 'operation', 'a']);
  });

  it('wraps what a register function registers', async () => {
    const source = await rewritten(
      wrapHandlers('(handler, kind, name) => () => [handler(), kind, name]'),
      'hook',
      "export default ({ filter }) => filter('e', () => 1);",
    );
    const registered: unknown[] = [];
    ((await exportOf(source)) as (context: object) => void)({ filter: (_: string, handler: () => unknown) => registered.push(handler()) });
    expect(registered).toEqual([[1, 'filter', 'e']]);
  });

  it('leaves what is no extension alone', async () => {
    expect(await exportOf(await rewritten(wrapHandlers('() => 0'), 'operation', 'export default null;'))).toBe(null);
  });
});
