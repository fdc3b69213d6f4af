/** A URL in its parts, as it is going to be written; what is `undefined` is not. */
export interface UrlDraft {
  readonly scheme: string;
  readonly slashes: string;
  readonly userinfo?: string | undefined;
  readonly host: string;
  readonly port?: string | undefined;
  readonly path: string;
  readonly query?: string | undefined;
  readonly fragment?: string | undefined;
}

/** Writes a URL. */
export const urlText = ({ scheme, slashes, userinfo, host, port, path, query, fragment }: UrlDraft): string =>
  `${scheme}:${slashes}${userinfo === undefined ? '' : `${userinfo}@`}${host}${port === undefined ? '' : `:${port}`}${path}${query === undefined ? '' : `?${query}`}${fragment === undefined ? '' : `#${fragment}`}`;

/** Returns one of a list. */
export const variant = <T>(list: readonly [T, ...T[]], pick: number): T => list[pick % list.length] ?? list[0];
