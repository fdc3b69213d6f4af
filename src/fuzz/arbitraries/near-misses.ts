import { addresses, names, ports, queries } from './vocabulary.ts';
import { variant, type UrlChange } from './url-parts.ts';

const without = (text: string, at: number): string => text.slice(0, at) + text.slice(at + 1);

/** Changes that lead from a URL which a glob just grants to one that it may just not grant. The text stays one that every parser reads alike. */
export const nearMisses: Readonly<Record<string, UrlChange>> = {
  'other scheme': (draft) => ({ ...draft, scheme: draft.scheme === 'https' ? 'http' : 'https' }),
  'other host': (draft, pick) => ({ ...draft, host: variant([...names, ...addresses], pick) }),
  'host below': (draft) => ({ ...draft, host: `sub.${draft.host}` }),
  'host above': (draft) => ({ ...draft, host: draft.host.slice(draft.host.indexOf('.') + 1) }),
  'longer label': (draft) => ({ ...draft, host: `evil${draft.host}` }),
  'name behind the host': (draft) => ({ ...draft, host: `${draft.host}.outside.example` }),
  'dot of the host replaced': (draft) => ({ ...draft, host: draft.host.replace('.', 'x') }),
  'other port': (draft, pick) => ({ ...draft, port: variant(ports, pick) }),
  'no port': (draft) => ({ ...draft, port: undefined }),
  'longer path': (draft, pick) => ({ ...draft, path: draft.path + variant(['x', '/', '/x', '%20'], pick) }),
  'shorter path': (draft, pick) => ({
    ...draft,
    path: draft.path.length < 2 ? '' : draft.path.slice(0, -1 - (pick % (draft.path.length - 1))),
  }),
  'character of the path gone': (draft, pick) => ({ ...draft, path: without(draft.path, pick % (draft.path.length + 1)) }),
  'case of the path': (draft, pick) => ({ ...draft, path: pick % 2 === 0 ? draft.path.toUpperCase() : draft.path.toLowerCase() }),
  'path before the path': (draft, pick) => ({ ...draft, path: variant(['/x', '/', '/items'], pick) + draft.path }),
  'dot of the path replaced': (draft) => ({ ...draft, path: draft.path.replace('.', 'x') }),
  'query added': (draft, pick) => ({ ...draft, query: variant(queries, pick) }),
  'no query': (draft) => ({ ...draft, query: undefined }),
  'longer query': (draft, pick) => ({ ...draft, query: (draft.query ?? '') + variant(['x', '&x=1', '?'], pick) }),
  'host of a glob in the path': (draft, pick) => ({ ...draft, host: 'outside.example', path: `/${variant(names, pick)}${draft.path}` }),
  'host of a glob in the query': (draft, pick) => ({
    ...draft,
    host: 'outside.example',
    query: `u=https://${variant(names, pick)}${draft.path}`,
  }),
};
