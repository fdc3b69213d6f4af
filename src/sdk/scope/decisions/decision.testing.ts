import type { DenialReason } from '../denial-reason.ts';

/** One question to a check and what it has to say: the href that is to be sent, or why not. */
export interface Answer {
  readonly url: unknown;
  /** Left out: the check is called without a method. */
  readonly method?: unknown;
  readonly expected: { readonly href: string } | { readonly reason: DenialReason };
}

/** One decision about scopes: an answer of their check, or the field by which they are refused and a word of what was expected there. */
export interface Decision {
  readonly about: string;
  readonly scopes: unknown;
  readonly decides: Answer | { readonly field: string; readonly word: string };
}

/** The URL is sent: as it is written, or as `href`. */
export const sends = (url: string, href = url): Answer => ({ url, expected: { href } });

/** The URL is denied; without a reason, it is a good URL that no glob grants. */
export const denies = (url: unknown, reason: DenialReason = 'url-not-granted'): Answer => ({ url, expected: { reason } });

/** The same answer to the question with a method. */
export const asking = (method: unknown, answer: Answer): Answer => ({ ...answer, method });

/** The `requestedScopes` that grant GET on these globs. */
export const getting = (...urls: readonly unknown[]): unknown => ({ request: { methods: ['GET'], urls } });

/** What the check of these scopes answers. */
export const scopesSay = (about: string, scopes: unknown, ...answers: readonly Answer[]): readonly Decision[] =>
  answers.map((decides) => ({ about, scopes, decides }));

/** What the check of one or more globs answers. */
export const under = (about: string, globs: string | readonly string[], ...answers: readonly Answer[]): readonly Decision[] =>
  scopesSay(about, getting(...(typeof globs === 'string' ? [globs] : globs)), ...answers);

/** Scopes with one of these globs are refused, and the error says that `word` was expected. */
export const globsRefused = (about: string, word: string, ...globs: readonly string[]): readonly Decision[] =>
  globs.map((glob) => ({ about, scopes: getting(glob), decides: { field: 'requestedScopes.request.urls[0]', word } }));

/** These scopes are refused because of the field, below `requestedScopes`. */
export const scopesRefused = (about: string, scopes: unknown, below: string, word: string): Decision => ({
  about,
  scopes,
  decides: { field: `requestedScopes${below}`, word },
});
