import { createContext, SourceTextModule, SyntheticModule, type Module } from 'node:vm';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome } from '../../src/contract/outcome.ts';
import type { Door } from '../../src/reference/create-realm.ts';
import { LoadError } from '../../src/reference/runtime-error.ts';
import type { BatterySandbox, OpenRuntime } from './battery-runtime.ts';

interface Handlers {
  readonly operations: Map<string, (input: unknown) => unknown>;
  readonly events: Map<string, (input: unknown) => unknown>;
  readonly routes: Map<string, (input: unknown) => unknown>;
}

/* What an extension of good will needs, handed over as the host's own functions. */
const apiOf = (extension: string, logger: (extension: string, text: string) => void): Readonly<Record<string, unknown>> => ({
  log: (text: unknown) => logger(extension, String(text)),
  sleep: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)),
  async request(url: string, options: RequestInit & { readonly body?: unknown } = {}) {
    const response = await fetch(url, { ...options, body: options.body === undefined ? null : JSON.stringify(options.body) });
    const text = await response.text();
    const data: unknown = response.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : text;
    return { status: response.status, statusText: response.statusText, headers: Object.fromEntries(response.headers), data };
  },
});

const register = (kind: string, value: unknown, { operations, events, routes }: Handlers): void => {
  type Handle = (input: unknown) => unknown;
  const add = (map: Map<string, Handle>, prefix: string) => (name: string, handle: Handle) => void map.set(prefix + name, handle);
  if (kind === 'operation') {
    const { id, handler } = value as { readonly id: string; readonly handler: Handle };
    operations.set(id, handler);
  } else if (kind === 'hook') (value as (events: unknown) => void)({ filter: add(events, ''), action: add(events, '') });
  else {
    const methods = ['get', 'post', 'put', 'patch', 'delete'].map((method) => [method, add(routes, `${method.toUpperCase()} `)] as const);
    (value as (router: unknown) => void)(Object.fromEntries(methods));
  }
};

const call = (door: Door, { operations, events, routes }: Handlers): unknown => {
  if ('operation' in door) return operations.get(door.operation)?.(door.input);
  if ('filter' in door) return events.get(door.filter)?.(door.input);
  if ('action' in door) return events.get(door.action)?.(door.input);
  const { method, target, headers, body } = door.endpoint;
  return routes.get(`${method} ${target.split('?', 1)[0] ?? ''}`)?.({ url: target, headers, body });
};

const outcomeOf = async (run: () => unknown): Promise<Outcome> => {
  try {
    const value = await run();
    return value === undefined ? { status: 'returned', undefined: true } : { status: 'returned', json: JSON.stringify(value) };
  } catch (error) {
    const { name, message } = error as Error;
    return { status: 'threw', thrown: 'null', error: { name, message } };
  }
};

/**
 * Opens a runtime as one writes it in an afternoon: `node:vm`, the host's own functions and objects inside, no limit but `node:vm`'s, no scope.
 * The battery must turn red on it. Needs `--experimental-vm-modules`.
 */
export const openNaiveRuntime: OpenRuntime = ({ logger, limits }) => ({
  async load(extension): Promise<BatterySandbox> {
    const { name } = extension;
    const source = await readFile(join(extension.folder, 'index.js'), 'utf8');
    const kind = (JSON.parse(extension.manifestText) as { readonly 'directus:extension': { readonly type: string } })['directus:extension']
      .type;
    const context = createContext({ console });
    const api = apiOf(name, logger);
    const link = (specifier: string): Module => {
      if (specifier !== 'directus:api') throw new Error(`Cannot import ${specifier}`);
      const names = Object.keys(api);
      const set = function set(this: SyntheticModule): void {
        for (const key of names) this.setExport(key, api[key]);
      };
      return new SyntheticModule(names, set, { context });
    };
    const handlers: Handlers = { operations: new Map(), events: new Map(), routes: new Map() };
    try {
      const module = new SourceTextModule(source, { context, identifier: join(extension.folder, 'index.js') });
      await module.link(link);
      await module.evaluate({ timeout: limits.cpuMs ?? 1_000 });
      register(kind, (module.namespace as { readonly default: unknown }).default, handlers);
    } catch (error) {
      throw new LoadError(name, { phase: 'evaluate', error: { name: 'Error', message: String((error as Error | undefined)?.message) } });
    }
    return {
      dispatch: (door) => outcomeOf(() => call(door, handlers)),
      dispose: () => Promise.resolve(),
    };
  },
  dispose: () => Promise.resolve(),
});
