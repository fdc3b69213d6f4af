import { compileScopes, type CompiledScopes } from '../../src/sdk/scope/compile-scopes.ts';
import type { ExtensionPackage, Host } from '../../src/contract/adapter.ts';
import { allowAll } from './parts/allow-all.ts';
import { control } from './parts/control.ts';
import { openApi, type OpenApi } from './parts/open-api.ts';

const denied = (message: string): Error => Object.assign(new Error(message), { name: 'PermissionError' });

const nothing = compileScopes({});

const scopesOf = ({ manifestText }: ExtensionPackage): CompiledScopes | undefined => {
  try {
    const manifest = JSON.parse(manifestText) as { 'directus:extension': { sandbox: { requestedScopes: unknown } } };
    const compiled = compileScopes(manifest['directus:extension'].sandbox.requestedScopes);
    return compiled.ok ? compiled : undefined;
  } catch {
    return nothing.ok ? nothing : undefined; // a manifest that can't be read grants nothing, for the first call
  }
};

/** Checks scope and arguments the first time that each function is called, and never again. */
const enforcedOnce = (host: Host, extension: ExtensionPackage): OpenApi => {
  const open = openApi(host, extension.name);
  const scopes = scopesOf(extension);
  const called = new Set<string>();
  const first = (name: 'log' | 'sleep' | 'request', check: () => void): void => {
    if (called.has(name)) return;
    called.add(name);
    if (scopes === undefined || !scopes[name]) throw denied(`${name}: permission denied, the scope is not granted`);
    check();
  };
  const typed = (name: string, value: unknown, type: 'string' | 'number'): void => {
    if (typeof value !== type || (type === 'number' && !((value as number) >= 0 && (value as number) < 2 ** 31)))
      throw new TypeError(`${name}: the argument must be a valid ${type}`);
  };
  return {
    log: (text) => {
      first('log', () => typed('log', text, 'string'));
      open.log(text);
    },
    sleep: async (ms) => {
      first('sleep', () => typed('sleep', ms, 'number'));
      return open.sleep(ms);
    },
    request: async (url, options) => {
      first('request', () => {
        const decided = scopes?.check(url, (options as { readonly method?: unknown } | undefined)?.method ?? 'GET');
        if (decided?.ok !== true) throw denied(`request: permission denied, ${String(url)} is outside of the scope`);
      });
      return open.request(url, options);
    },
  };
};

/** Checks the first call of each function of an extension as it should be, and lets every later one through. */
export default control('first-call-only', (host) => allowAll(host, (extension) => enforcedOnce(host, extension)));
