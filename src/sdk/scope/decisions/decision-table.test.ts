import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { compileScopes } from '../compile-scopes.ts';
import { denialReasons } from '../denial-reason.ts';
import { splitGlob } from '../split-glob.ts';
import { decisionTable } from './decision-table.testing.ts';
import type { Answer, Decision } from './decision.testing.ts';
import { type CheckMaker, rightCheck, wrongChecks } from './wrong-checks.testing.ts';

const shown = (value: unknown): string => inspect(value, { depth: null, maxStringLength: 60, breakLength: Infinity }).replace(/\s+/g, ' ');
const whole = (value: unknown): string => inspect(value, { depth: null, maxStringLength: null, maxArrayLength: null });

const titleOf = ({ about, scopes, decides }: Decision): string =>
  `${about}: ${shown(scopes).slice(0, 120)} ${'field' in decides ? 'is refused' : `decides ${shown(decides.url)}`}`;

const answered = decisionTable.flatMap((row) => ('field' in row.decides ? [] : [[titleOf(row), row.scopes, row.decides] as const]));
const refused = decisionTable.flatMap((row) => ('field' in row.decides ? [[titleOf(row), row.scopes, row.decides] as const] : []));

const answers = answered.map(([, , answer]) => answer);
const sent = answers.filter(({ expected }) => 'href' in expected);

/** The rows about globs alone: scopes that grant GET, and a question without a method. */
const underGlobs = decisionTable.flatMap(({ scopes, decides }) => {
  const request = (scopes as { request?: { methods?: readonly string[]; urls?: readonly string[] } } | null)?.request;
  if ('field' in decides || 'method' in decides || String(request?.methods) !== 'GET') return [];
  return [[request?.urls ?? [], decides] as const];
});
const sentUnder = underGlobs.filter(([, { expected }]) => 'href' in expected);
const deniedUnder = underGlobs.filter(([, { expected }]) => 'reason' in expected && expected.reason === 'url-not-granted');

const hostForm = (host: string): string =>
  host === '*' ? 'any host' : host.startsWith('*.') ? '*.name' : host.startsWith('[') ? 'IPv6' : /^[\dx.]+$/.test(host) ? 'IPv4' : 'name';
const portForm = (port: string | undefined): string => (port === undefined ? 'no port' : port === '*' ? 'any port' : 'a port');
const starForm = (what: string, text: string | undefined): string => {
  if (text === undefined) return `no ${what}`;
  if (text === '') return `empty ${what}`;
  if (!text.includes('*')) return `literal ${what}`;
  if (/\*\*/.test(text)) return `a run of stars in the ${what}`;
  return text.endsWith('*') ? `${what} that ends in *` : `* inside the ${what}`;
};

/** Whether one of the globs without a wildcard in its host grants the URL by itself (REQ-13). */
const namesTheHost = (scopes: unknown, url: unknown, method: unknown = 'GET'): boolean => {
  const request = (scopes as { readonly request?: { readonly methods: unknown; readonly urls: readonly string[] } }).request;
  return (request?.urls ?? []).some((glob) => {
    const alone = compileScopes({ request: { methods: request?.methods, urls: [glob] } });
    return splitGlob(glob)?.host.startsWith('*') === false && alone.ok && alone.check(url, method).ok;
  });
};

const formsOf = (glob: string): readonly string[] => {
  const parts = splitGlob(glob);
  if (parts === undefined) throw new Error(`${glob} has no scheme`);
  return [
    parts.secure ? 'https' : 'http',
    hostForm(parts.host),
    portForm(parts.port),
    starForm('path', parts.path),
    starForm('query', parts.query),
  ];
};

const forms: readonly string[] = [
  'http',
  'https',
  'any host',
  '*.name',
  'IPv4',
  'IPv6',
  'name',
  'no port',
  'any port',
  'a port',
  'no path',
  'literal path',
  'path that ends in *',
  '* inside the path',
  'a run of stars in the path',
  'no query',
  'empty query',
  'literal query',
  'query that ends in *',
  '* inside the query',
];

const formsGranting = new Set(sentUnder.flatMap(([globs, { url }]) => globs.filter((glob) => rightCheck([glob])(url).ok)).flatMap(formsOf));
const formsDenying = new Set(deniedUnder.flatMap(([globs]) => globs).flatMap(formsOf));

/** The rows that such a check gets wrong. */
const missedBy = (makeCheck: CheckMaker): readonly Answer[] =>
  underGlobs.flatMap(([globs, answer]) => {
    const decision = makeCheck(globs)(answer.url);
    const right = 'href' in answer.expected ? decision.ok && decision.href === answer.expected.href : !decision.ok;
    return right ? [] : [answer];
  });

describe('compileScopes', () => {
  it.each(answered)('%s', (_title, scopes, { url, expected, ...asked }) => {
    const compiled = compileScopes(scopes);
    if (!compiled.ok) throw new Error(`${compiled.error.field} is refused: ${compiled.error.expected}`);
    const decision = 'method' in asked ? compiled.check(url, asked.method) : compiled.check(url);
    const granted = { ok: true, method: asked.method ?? 'GET', literalHost: namesTheHost(scopes, url, asked.method) };
    expect(decision).toEqual('href' in expected ? { ...granted, ...expected } : { ok: false, ...expected });
  });

  it.each(refused)('%s', (_title, scopes, { field, word }) => {
    expect(compileScopes(scopes)).toMatchObject({ ok: false, error: { field, expected: expect.stringContaining(word) as unknown } });
  });
});

describe('decisionTable', () => {
  it('has not shrunk', () => {
    expect(decisionTable.length).toBeGreaterThanOrEqual(913);
    expect(sent.length).toBeGreaterThanOrEqual(264);
    expect(answers.length - sent.length).toBeGreaterThanOrEqual(451);
    expect(refused.length).toBeGreaterThanOrEqual(198);
  });

  it('asks nothing twice', () => {
    const asked = decisionTable.map(({ scopes, decides }) =>
      whole([scopes, 'field' in decides ? 'refused' : [decides.url, decides.method]]),
    );
    expect(asked.filter((question, index) => asked.indexOf(question) !== index)).toEqual([]);
  });

  it('has every reason for a denial', () => {
    const reasons = new Set(answers.flatMap(({ expected }) => ('reason' in expected ? [expected.reason] : [])));
    expect(denialReasons.filter((reason) => !reasons.has(reason))).toEqual([]);
  });

  it('has every form of a glob where it grants and where it does not', () => {
    expect(forms.filter((form) => !formsGranting.has(form) || !formsDenying.has(form))).toEqual([]);
    expect([...formsGranting, ...formsDenying].filter((form) => !forms.includes(form))).toEqual([]);
  });

  it.each(Object.entries(wrongChecks))('finds a check that %s', (_name, makeCheck) => {
    expect(missedBy(makeCheck).length).toBeGreaterThan(0);
  });

  it('finds nothing about the right check by the same way', () => {
    expect(missedBy(rightCheck)).toEqual([]);
  });
});
