import { SourceTextModule, SyntheticModule, type Module } from 'node:vm';

import type { Entry, ExtensionPackage } from '../../../src/contract/adapter.ts';
import type { Json } from '../../../src/contract/json.ts';
import type { Outcome } from '../../../src/contract/outcome.ts';
import type { OpenApi } from './open-api.ts';

type Handler = (input: unknown) => unknown;

/** An extension whose code runs in this realm. */
export interface RunningExtension {
  call(entry: Entry, input: Json): Promise<Outcome>;
}

interface LooseManifest {
  readonly 'directus:extension'?: { readonly type?: unknown; readonly path?: unknown };
}

const manifestOf = ({ manifestText }: ExtensionPackage): LooseManifest => {
  try {
    return (JSON.parse(manifestText) as LooseManifest | null) ?? {};
  } catch {
    return {}; // a control without checks runs whatever it gets
  }
};

const sourceOf = ({ files }: ExtensionPackage, manifest: LooseManifest): string => {
  const path = manifest['directus:extension']?.path;
  const named = typeof path === 'object' && path !== null && 'api' in path ? path.api : path;
  return files[String(named)] ?? Object.values(files)[0] ?? '';
};

/** Names that a source imports from a specifier, so that no import of it can fail. */
const importedNames = (source: string): readonly string[] =>
  [...source.matchAll(/import\s+(?:([\w$]+)\s*,?\s*)?(?:\{([^}]*)\})?\s*from/g)].flatMap(([, whole, list = '']) => [
    ...(whole === undefined ? [] : ['default']),
    ...list.split(',').flatMap((one) => one.trim().split(/\s+as\s+/)[0] || []),
  ]);

const moduleOf = (values: Readonly<Record<string, unknown>>): Module => {
  const names = Object.keys(values);
  return new SyntheticModule(names, function () {
    for (const name of names) this.setExport(name, values[name]);
  });
};

const anyModule = async (specifier: string, source: string): Promise<Module> => {
  const missing = Object.fromEntries(importedNames(source).map((name) => [name, undefined]));
  try {
    if (!/^https?:/.test(specifier)) return moduleOf({ ...missing, ...((await import(specifier)) as object) });
    const text = await (await fetch(specifier)).text();
    return await linked(text, () => anyModule(specifier, source));
  } catch {
    return moduleOf(missing); // nothing is refused: what can't be found is empty
  }
};

const linked = async (source: string, find: (specifier: string) => Promise<Module>): Promise<Module> => {
  const module = new SourceTextModule(source, {
    importModuleDynamically: async (specifier) => {
      const found = await find(specifier);
      if (found.status === 'unlinked') await found.link(find);
      if (found.status === 'linked') await found.evaluate();
      return found;
    },
  });
  await module.link(find);
  return module;
};

const thrownOutcome = (thrown: unknown): Outcome => {
  if (!(thrown instanceof Error)) return { status: 'threw', thrown: JSON.stringify(thrown) ?? 'null' };
  const { name, message, status, response } = thrown as Error & { readonly status?: unknown; readonly response?: unknown };
  return {
    status: 'threw',
    thrown: 'null',
    error: {
      name: String(name),
      message: String(message),
      ...(typeof status === 'number' ? { status } : {}),
      ...(typeof response === 'string' ? { response } : {}),
    },
  };
};

const outcomeOf = (value: unknown): Outcome => {
  const json: string | undefined = JSON.stringify(value);
  return json === undefined ? { status: 'returned', undefined: true } : { status: 'returned', json };
};

const endpointOutcome = (value: unknown): Outcome => {
  const { status = 200, body = '' } = (value ?? {}) as { readonly status?: number; readonly body?: unknown };
  return outcomeOf({ status, headers: {}, body });
};

/** Runs an extension's code in this realm and registers what it exports; nothing is checked. @throws whatever the extension throws while it loads. */
export const runExtension = async (extension: ExtensionPackage, api: OpenApi): Promise<RunningExtension> => {
  const manifest = manifestOf(extension);
  const source = sourceOf(extension, manifest).replace(/^\uFEFF/, '');
  const missing = Object.fromEntries(importedNames(source).map((name) => [name, undefined]));
  const own = moduleOf({ ...missing, ...api });
  const find = async (specifier: string): Promise<Module> => (specifier === 'directus:api' ? own : anyModule(specifier, source));
  const module = await linked(source, find);
  await module.evaluate();
  const exported = (module.namespace as { readonly default?: unknown }).default;

  const handlers = new Map<string, Handler[]>();
  const register = (door: string, handler: unknown): void => {
    handlers.set(door, [...(handlers.get(door) ?? []), handler as Handler]);
  };
  const at = (kind: string) => (name: unknown, handler: unknown) => register(`${kind} ${String(name)}`, handler);
  if (typeof exported === 'function') {
    const isHook = manifest['directus:extension']?.type === 'hook';
    const kinds = isHook ? ['filter', 'action'] : ['get', 'post', 'put', 'patch', 'delete'];
    await (exported as Handler)(Object.fromEntries(kinds.map((kind) => [kind, at(kind)])));
  } else {
    const { id, handler } = (exported ?? {}) as { readonly id?: unknown; readonly handler?: unknown };
    register(`operation ${String(id)}`, handler);
  }

  const run = async (entry: Entry, input: Json): Promise<Outcome> => {
    if ('operation' in entry) {
      const [handler] = handlers.get(`operation ${entry.operation}`) ?? [];
      return handler === undefined ? { status: 'absent' } : outcomeOf(await handler(input));
    }
    if ('endpoint' in entry) {
      const { method, target, headers, body } = entry.endpoint;
      const [handler] = handlers.get(`${method.toLowerCase()} ${target.split('?')[0] ?? ''}`) ?? [];
      return handler === undefined ? { status: 'absent' } : endpointOutcome(await handler({ url: target, headers, body }));
    }
    const all = handlers.get('filter' in entry ? `filter ${entry.filter}` : `action ${entry.action}`);
    if (all === undefined) return { status: 'absent' };
    let payload: unknown = input;
    for (const handler of all) {
      const result = await handler(payload);
      if ('filter' in entry) payload = result ?? payload;
    }
    return 'filter' in entry ? outcomeOf(payload) : { status: 'returned', undefined: true };
  };

  return {
    call: async (entry, input) => {
      try {
        return await run(entry, input);
      } catch (thrown) {
        return thrownOutcome(thrown);
      }
    },
  };
};
