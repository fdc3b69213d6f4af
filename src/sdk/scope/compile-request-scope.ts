import { compileGlob, type GlobMatcher } from './compile-glob.ts';
import { describeValue } from './describe-value.ts';
import { fieldBelow } from './field-below.ts';
import { isPlainRecord } from './is-plain-record.ts';
import { parseRequestUrl } from './parse-request-url.ts';
import type { RequestCheck } from './request-decision.ts';
import { requestMethods, type RequestMethod } from './request-methods.ts';
import { scopeCeilings } from './scope-ceilings.ts';
import type { ScopeError } from './scope-error.ts';

const keys: readonly string[] = ['methods', 'urls'];

const wrong = (field: string, expected: string, got: unknown): ScopeError => ({ field, expected, got: describeValue(got) });

const isMethod = (value: unknown): value is RequestMethod => requestMethods.some((method) => method === value);

const ownOf = (record: Readonly<Record<string, unknown>>, key: string): unknown => (Object.hasOwn(record, key) ? record[key] : undefined);

// Neither the list's own idea of its entries nor an element of its prototype counts.
const elementOf = (list: readonly unknown[], index: number): unknown => (Object.hasOwn(list, index) ? list[index] : undefined);

const readMethods = (field: string, value: unknown): ReadonlySet<RequestMethod> | ScopeError => {
  if (!Array.isArray(value)) return wrong(field, 'an array of methods', value);
  const methods = new Set<RequestMethod>();
  const { length } = value;
  for (let index = 0; index < length; index += 1) {
    const method = elementOf(value, index);
    if (!isMethod(method)) return wrong(`${field}[${String(index)}]`, `one of ${requestMethods.join(', ')}`, method);
    methods.add(method);
  }
  return methods;
};

const readGlobs = (field: string, value: unknown): readonly GlobMatcher[] | ScopeError => {
  if (!Array.isArray(value)) return wrong(field, 'an array of globs', value);
  const { length } = value;
  if (length > scopeCeilings.globs) return wrong(field, `at most ${String(scopeCeilings.globs)} globs`, length);
  const globs: GlobMatcher[] = [];
  for (let index = 0; index < length; index += 1) {
    const glob = elementOf(value, index);
    const compiled = typeof glob === 'string' ? compileGlob(glob) : { expected: 'a glob' };
    if (typeof compiled !== 'function') return wrong(`${field}[${String(index)}]`, compiled.expected, glob);
    globs.push(compiled);
  }
  // Those that name one host first, so that the first match tells whether any names it.
  return globs.toSorted((one, other) => Number(other.literalHost) - Number(one.literalHost));
};

/** Compiles the value of the scope `request`, or says which field below `field` is wrong (REQ-3, REQ-5). */
export const compileRequestScope = (field: string, scope: unknown): RequestCheck | ScopeError => {
  if (!isPlainRecord(scope)) return wrong(field, 'an object with "methods" and "urls"', scope);
  const unknownKey = Object.keys(scope).find((key) => !keys.includes(key));
  if (unknownKey !== undefined) return wrong(fieldBelow(field, unknownKey), 'only "methods" and "urls"', ownOf(scope, unknownKey));
  const methods = readMethods(`${field}.methods`, ownOf(scope, 'methods'));
  if (!('has' in methods)) return methods;
  const globs = readGlobs(`${field}.urls`, ownOf(scope, 'urls'));
  if ('field' in globs) return globs;
  return (url, method = 'GET') => {
    if (typeof method !== 'string') return { ok: false, reason: 'method-not-a-string' };
    if (!isMethod(method) || !methods.has(method)) return { ok: false, reason: 'method-not-granted' };
    const parsed = parseRequestUrl(url);
    if (typeof parsed === 'string') return { ok: false, reason: parsed };
    const glob = globs.find((matches) => matches(parsed));
    return glob === undefined
      ? { ok: false, reason: 'url-not-granted' }
      : { ok: true, href: parsed.href, method, literalHost: glob.literalHost };
  };
};
