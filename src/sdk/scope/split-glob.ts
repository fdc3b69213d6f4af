/** A glob cut into its parts; nothing is judged yet. */
export interface GlobParts {
  readonly secure: boolean;
  readonly host: string;
  /** Without its colon; left out when there is none. */
  readonly port?: string;
  /** Left out when there is none. */
  readonly path?: string;
  /** Without its question mark; left out when there is none. */
  readonly query?: string;
}

/** Cuts `scheme://host[:port][/path][?query]` apart; `undefined` when it does not start with a literal `http://` or `https://` (REQ-5). */
export const splitGlob = (glob: string): GlobParts | undefined => {
  const start = /^https?:\/\//.exec(glob)?.[0];
  if (start === undefined) return undefined;
  const rest = glob.slice(start.length);
  const question = rest.indexOf('?');
  const beforeQuery = question === -1 ? rest : rest.slice(0, question);
  const slash = beforeQuery.indexOf('/');
  const authority = slash === -1 ? beforeQuery : beforeQuery.slice(0, slash);
  const colon = authority.indexOf(':', authority.startsWith('[') ? authority.indexOf(']') : 0);
  return {
    secure: start === 'https://',
    host: colon === -1 ? authority : authority.slice(0, colon),
    ...(colon === -1 ? {} : { port: authority.slice(colon + 1) }),
    ...(slash === -1 ? {} : { path: beforeQuery.slice(slash) }),
    ...(question === -1 ? {} : { query: rest.slice(question + 1) }),
  };
};
