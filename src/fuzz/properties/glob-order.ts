import { scopedRequests, type ScopedRequests } from '../arbitraries/scoped-requests.ts';
import type { Program, Property } from '../program.ts';
import { twoScopes } from '../two-scopes.ts';

const program = ({ scope, asked, forms }: ScopedRequests): Program =>
  twoScopes(
    {
      scope: { methods: ['GET'], urls: scope.urls },
      other: { methods: ['GET'], urls: scope.urls.toReversed() },
      urls: asked.map(({ url }) => url),
      covers: [...forms.map((form) => `glob: ${form}`), `globs: ${scope.urls.length}`],
    },
    (at) => (at % 2 === 0 ? 'subject' : 'beside'),
  );

/** A scope is a set: in which order its globs stand changes nothing. */
export const globOrder: Property = {
  name: 'glob-order',
  clause: 'REQ-5',
  says: 'the same globs in another order grant the same',
  programs: scopedRequests(16)
    .filter(({ scope }) => scope.urls.length > 1)
    .map(program),
};
