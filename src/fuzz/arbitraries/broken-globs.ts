import type { Die } from './diced.ts';
import { globAt, globText, slots, type GlobDraft } from './globs.ts';
import { variant } from './url-parts.ts';

type Slip = readonly [name: string, slip: (draft: GlobDraft) => string];

/* What makes a glob invalid, one slip each. */
const slips: readonly [Slip, ...Slip[]] = [
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
export const brokenGlob = (die: Die): { readonly text: string; readonly slip: string } => {
  const [slip, make] = variant(slips, die(slips.length));
  return { slip, text: make(globAt(die(slots), die(slots * 2), die)) };
};
