import { inSeam, semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';
import { wrapImport } from './rewriting/wrap-import.ts';

const requests = (name: string, breaks: string, wrapper: string): Fault =>
  semantic(name, breaks, rewriteSource(wrapImport('request', wrapper), 'every extension'));

const otherMethods = JSON.stringify({ POST: 'PUT', PUT: 'PATCH', PATCH: 'PUT', DELETE: 'PUT' });

/** Denies the URLs that fit a pattern, whatever the scope grants. */
const denies = (name: string, breaks: string, isDenied: string): Fault =>
  semantic(
    name,
    breaks,
    rewriteSource(
      wrapImport(
        'request',
        `(real) => (url, ...rest) => { if (typeof url === 'string' && ${isDenied}) throw new Error('No permission to request ' + url); return real(url, ...rest); }`,
      ),
    ),
  );

const hasObjectBody = `typeof options?.body === 'object' && options.body !== null`;

/** What is sent, and whether it is checked. */
export const requestingFaults: readonly Fault[] = [
  inSeam('redirects-go-unchecked', 'the hops of a redirect are not checked'),
  denies('wildcards-cross-few-slashes', 'a wildcard stands for two segments of a path at most', `url.split('?')[0].split('/').length > 5`),
  denies('bare-hosts-are-denied', 'a URL without a slash behind its host is not granted by /*', String.raw`/^https?:\/\/[^/]+$/.test(url)`),
  denies(
    'hosts-with-many-labels-are-denied',
    'https://* stands for hosts of three labels at most',
    String.raw`/^https:\/\/(?:[^./]+\.){3}[^/]+/.test(url)`,
  ),
  requests(
    'changes-request-method',
    'another method than the one asked for is sent; only GET stays',
    `(real) => (url, options) => {
      const method = ${otherMethods}[options?.method];
      return method === undefined ? real(url, options) : real(url, { ...options, method });
    }`,
  ),
  requests(
    'defaults-to-post',
    'a call without method is sent as POST, where it has headers or no options at all',
    `(real) => (url, options) =>
      options === undefined || (options.method === undefined && options.headers !== undefined)
        ? real(url, { ...options, method: 'POST' })
        : real(url, options)`,
  ),
  requests(
    'drops-request-body',
    'bodies are not sent',
    '(real) => (url, options) => { if (options === undefined) return real(url); const { body: _, ...rest } = options; return real(url, rest); }',
  ),
  requests(
    'adds-a-request-body',
    'a DELETE without body is sent with one',
    `(real) => (url, options) => real(url, options?.method === 'DELETE' ? { body: '{}', ...options } : options)`,
  ),
  requests(
    'drops-request-headers',
    'headers are not sent',
    '(real) => (url, options) => { if (options === undefined) return real(url); const { headers: _, ...rest } = options; return real(url, rest); }',
  ),
  requests(
    'object-bodies-become-text',
    'an object as body is sent as [object Object]',
    `(real) => (url, options) => real(url, ${hasObjectBody} ? { ...options, headers: { 'content-type': 'application/json', ...options.headers }, body: String(options.body) } : options)`,
  ),
  requests(
    'object-bodies-lose-their-type',
    'an object as body is sent as JSON without saying so',
    `(real) => (url, options) => real(url, ${hasObjectBody} && options.headers === undefined ? { ...options, headers: { 'content-type': 'text/plain' }, body: JSON.stringify(options.body) } : options)`,
  ),
  requests(
    'ignores-form-content-type',
    'an object as body is sent as JSON whatever the content type',
    `(real) => (url, options) => real(url, ${hasObjectBody} ? { ...options, headers: { ...options.headers, 'content-type': 'application/json' }, body: JSON.stringify(options.body) } : options)`,
  ),
  requests(
    'repeated-requests-are-cached',
    'a page that is named so is kept once it was answered, and not asked for again',
    `(real) => {
      const cache = new Map();
      return (url, options) => {
        if (!/\\/(?:again|cached|slow|welcome)$/.test(url)) return real(url, options);
        const key = JSON.stringify([url, options]);
        if (!cache.has(key)) cache.set(key, real(url, options));
        return cache.get(key);
      };
    }`,
  ),
];
