import fc from 'fast-check';

import { addresses, names, ports, queries, segments } from './vocabulary.ts';

/** A glob in its parts; a part that is `undefined` is not written. */
export interface GlobDraft {
  readonly scheme: string;
  readonly host: string;
  readonly port: string | undefined;
  readonly path: string | undefined;
  readonly query: string | undefined;
}

/** Writes a glob. */
export const globText = ({ scheme, host, port, path, query }: GlobDraft): string =>
  `${scheme}://${host}${port === undefined ? '' : `:${port}`}${path ?? ''}${query === undefined ? '' : `?${query}`}`;

/** Names the forms of scope-glob v1 that a glob has, for the count of what was covered. */
export const globForms = ({ host, port, path, query }: GlobDraft): readonly string[] => [
  `host ${host === '*' ? 'any' : host.startsWith('*.') ? 'below a name' : /^[\d[]/.test(host) ? 'an address' : 'a name'}`,
  `port ${port === undefined ? 'not written' : port === '*' ? 'any' : 'a number'}`,
  `path ${path === undefined ? 'not written' : path.includes('*') ? (path.endsWith('*') ? 'ends in a star' : 'has a star inside') : 'exact'}`,
  `query ${query === undefined ? 'not written' : query.includes('*') ? 'has a star' : 'exact'}`,
];

const host = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...names) },
  { weight: 3, arbitrary: fc.constantFrom(...names.map((name) => `*.${name}`)) },
  { weight: 2, arbitrary: fc.constant('*') },
  { weight: 2, arbitrary: fc.constantFrom(...addresses) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('INSIDE.example', 'bücher.example', '198.51.100.007', '0xc6336407', '*.example', '[2001:DB8:0::7]'),
  },
);

const port = fc.oneof(
  { weight: 5, arbitrary: fc.constant(undefined) },
  { weight: 2, arbitrary: fc.constantFrom(...ports) },
  { weight: 1, arbitrary: fc.constant('*') },
);

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...segments) },
  { weight: 2, arbitrary: fc.constant('*') },
  { weight: 1, arbitrary: fc.constantFrom('a*', '*b', 'a*b', '**', '*a*', '*aba*', '*aab*') },
);

const path = fc.oneof(
  { weight: 1, arbitrary: fc.constant(undefined) },
  { weight: 2, arbitrary: fc.constant('/*') },
  { weight: 6, arbitrary: fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => `/${pieces.join('/')}`) },
);

const query = fc.oneof(
  { weight: 5, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom(...queries) },
  { weight: 1, arbitrary: fc.constantFrom('*', 'q=*', '*=1', 'q=*&r=*') },
);

/** Globs in every form of scope-glob v1, nearly all of them valid. */
export const globDraft: fc.Arbitrary<GlobDraft> = fc.record({
  scheme: fc.constantFrom('https', 'http'),
  host,
  port,
  path,
  query,
});

/* What makes a glob invalid, one slip each. */
const slips: readonly (readonly [name: string, slip: (draft: GlobDraft) => string])[] = [
  ['no scheme', (draft) => globText(draft).replace(/^https?:\/\//, '')],
  ['scheme with a star', (draft) => globText({ ...draft, scheme: 'http*' })],
  ['another scheme', (draft) => globText({ ...draft, scheme: 'ftp' })],
  ['scheme in capitals', (draft) => globText({ ...draft, scheme: 'HTTPS' })],
  ['no host', (draft) => globText({ ...draft, host: '' })],
  ['userinfo', (draft) => globText({ ...draft, host: `user@${draft.host}` })],
  ['percent sign in the host', (draft) => globText({ ...draft, host: 'ins%69de.example' })],
  ['star inside the host', (draft) => globText({ ...draft, host: 'in*.example' })],
  ['star at the end of the host', (draft) => globText({ ...draft, host: 'inside.*' })],
  ['two stars in the host', (draft) => globText({ ...draft, host: '*.*.example' })],
  ['star before an address', (draft) => globText({ ...draft, host: '*.198.51.100.7' })],
  ['dot behind the host', (draft) => globText({ ...draft, host: 'inside.example.' })],
  ['empty label', (draft) => globText({ ...draft, host: 'inside..example' })],
  ['hyphen at the edge of a label', (draft) => globText({ ...draft, host: '-inside.example' })],
  ['no port behind the colon', (draft) => globText({ ...draft, port: '' })],
  ['port 0', (draft) => globText({ ...draft, port: '0' })],
  ['port too large', (draft) => globText({ ...draft, port: '65536' })],
  ['port that is no number', (draft) => globText({ ...draft, port: '8x' })],
  ['dot segment', (draft) => globText({ ...draft, path: `${draft.path ?? ''}/../x` })],
  ['escaped dot segment', (draft) => globText({ ...draft, path: `${draft.path ?? ''}/%2e%2E` })],
  ['fragment', (draft) => `${globText(draft)}#x`],
  ['backslash', (draft) => globText({ ...draft, path: `${draft.path ?? '/'}\\x` })],
  ['control character', (draft) => globText({ ...draft, path: `${draft.path ?? '/'}\u0085` })],
];

/** A glob that is none, and the slip that made it so. */
export const brokenGlob: fc.Arbitrary<{ readonly text: string; readonly slip: string }> = fc
  .tuple(globDraft, fc.constantFrom(...slips))
  .map(([draft, [slip, make]]) => ({ text: make(draft), slip }));
