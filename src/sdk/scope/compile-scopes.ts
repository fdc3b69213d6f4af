import { compileRequestScope } from './compile-request-scope.ts';
import { describeValue } from './describe-value.ts';
import { fieldBelow } from './field-below.ts';
import { isPlainRecord } from './is-plain-record.ts';
import type { RequestCheck } from './request-decision.ts';
import type { ScopeError } from './scope-error.ts';

/** The permissions of one extension. */
export interface CompiledScopes {
  readonly ok: true;
  readonly log: boolean;
  readonly sleep: boolean;
  readonly request: boolean;
  /** Decides about one request; never throws, whatever it gets. A left out method is GET. */
  readonly check: RequestCheck;
}

/** Compiled scopes, or what is wrong with the first wrong field. */
export type ScopesResult = CompiledScopes | { readonly ok: false; readonly error: ScopeError };

const root = 'requestedScopes';
const names: readonly string[] = ['log', 'sleep', 'request'];
const checkNothing: RequestCheck = () => ({ ok: false, reason: 'no-scope' });

const refuse = (field: string, expected: string, got: unknown): ScopesResult => ({
  ok: false,
  error: { field, expected, got: describeValue(got) },
});

const compile = (requested: unknown): ScopesResult => {
  if (!isPlainRecord(requested)) return refuse(root, 'an object', requested);
  const given = new Map<string, unknown>(Object.entries(requested));
  for (const [name, value] of given) {
    if (!names.includes(name)) return refuse(fieldBelow(root, name), 'only the scopes "log", "sleep" and "request"', value);
    if (name === 'request') continue;
    if (!isPlainRecord(value) || Object.keys(value).length > 0) return refuse(`${root}.${name}`, 'an empty object', value);
  }
  const check = given.has('request') ? compileRequestScope(`${root}.request`, given.get('request')) : checkNothing;
  if (typeof check !== 'function') return { ok: false, error: check };
  return Object.freeze({ ok: true, log: given.has('log'), sleep: given.has('sleep'), request: given.has('request'), check });
};

/**
 * Compiles the `requestedScopes` of a manifest, of which only own string keys count. Anything unknown or of the wrong shape is refused as a whole,
 * with the field that is wrong, and never throws (REQ-5, MAN-3, MAN-4, MAN-6).
 *
 * @example
 * const scopes = compileScopes({ request: { methods: ['GET'], urls: ['https://example.com/*'] } });
 * if (scopes.ok) scopes.check('https://example.com/items');
 */
export const compileScopes = (requestedScopes: unknown): ScopesResult => {
  try {
    return compile(requestedScopes);
  } catch {
    // Only a proxy or an accessor can throw while its own data is read.
    return { ok: false, error: { field: root, expected: 'plain data', got: 'something that throws when it is read' } };
  }
};
