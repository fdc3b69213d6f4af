import { createContext, runInContext } from 'node:vm';

import type { Json } from '../../contract/json.ts';
import type { NetworkRecord, NetworkTable } from '../../contract/network.ts';
import type { Outcome } from '../../contract/outcome.ts';
import type { CallMessage, LoadAnswer, LoadMessage } from '../../faults/fault.ts';
import { manifestValue } from '../../faults/rewriting/rewrite-manifest.ts';
import { compileScopes } from '../../sdk/scope/compile-scopes.ts';

/** What stands in for a cell: the answers to loads and calls, and what left. */
export interface ScopeCell {
  readonly network: readonly NetworkRecord[];
  load(message: LoadMessage): Promise<LoadAnswer>;
  call(message: CallMessage): Promise<Outcome>;
}

type Request = (url: unknown, options?: { readonly method?: unknown }) => Promise<Json>;
type Handler = (input: Json) => Promise<Json>;

const refused = (message: string): LoadAnswer => ({ refused: { phase: 'manifest', error: { name: 'Error', message } } });

const context = createContext({});
const compiled = new Map<string, (api: { readonly request: Request }) => Promise<{ readonly handler: Handler }>>();

/* The fixtures of generated programs import one module and export one object, so that a function can stand for the module. */
const compile = (source: string) => {
  const body = source
    .replaceAll(/import\s*\{([^}]*)\}\s*from 'directus:api';/g, (_, list: string) => `const {${list.replaceAll(/\s+as\s+/g, ': ')}} = api;`)
    .replace(/^export default /m, 'return ');
  const found = compiled.get(source) ?? (runInContext(`(async (api) => {${body}\n})`, context) as never);
  compiled.set(source, found);
  return found;
};

const mostHops = 5;

/**
 * Returns a runtime in this process that keeps scopes by the package's own module, and nothing else of the contract: its guests run in a context of the host.
 * A program is played in it in a thousandth of the time that a cell needs, with the same rewriting of a fault in front. `seam` is the name of a fault that is built in.
 */
export const scopeCell = ({ answers = {} }: NetworkTable, seam?: string): ScopeCell => {
  const network: NetworkRecord[] = [];
  const handlers = new Map<string, Handler>();

  const requestUnder = (scopes: ReturnType<typeof compileScopes>): Request => {
    const check = (url: unknown, method: unknown) => {
      const decision = scopes.ok ? scopes.check(url, method) : undefined;
      if (decision?.ok !== true) throw new Error('No permission for request');
      return decision;
    };
    return async (asked, options) => {
      const { href, method } = check(asked, options?.method);
      let url = href;
      for (let hop = 0; hop <= mostHops; hop += 1) {
        const answer = [answers[url]].flat()[0];
        network.push({ kind: 'request', method, url, headers: {}, body: '', inTable: answer !== undefined });
        if (answer === undefined) throw new Error('The request failed');
        if (answer.redirect === undefined) return { status: 200, data: answer.body ?? '' };
        const next = URL.parse(answer.redirect.to, url)?.href;
        if (next === undefined || (seam === 'redirects-go-unchecked' && !/^https?:/.test(next))) throw new Error('The request failed');
        url = seam === 'redirects-go-unchecked' ? next : check(next, method).href;
      }
      throw new Error('The request was redirected too often');
    };
  };

  return {
    network,
    load: async ({ extension: { name, manifestText, files } }) => {
      const scopes = compileScopes(manifestValue(manifestText, 'sandbox', 'requestedScopes'));
      if (!scopes.ok) return refused(`${scopes.error.field}: expected ${scopes.error.expected}`);
      const { handler } = await compile(Object.values(files)[0] ?? '')({ request: requestUnder(scopes) });
      handlers.set(name, handler);
      return { sandbox: name, limits: {} as never };
    },
    call: async ({ entry, input }) => {
      const handler = handlers.get(entry.extension);
      return handler === undefined ? { status: 'absent' } : { status: 'returned', json: JSON.stringify(await handler(input)) };
    },
  };
};
