import fc from 'fast-check';

import { globText, type GlobDraft } from '../arbitraries/globs.ts';
import { scopedRequests, type ScopedRequests } from '../arbitraries/scoped-requests.ts';
import type { Program, Property } from '../program.ts';
import { twoScopes } from '../two-scopes.ts';

type Narrowing = (draft: GlobDraft) => GlobDraft | undefined;

const changed = (draft: GlobDraft, change: Partial<GlobDraft> | undefined): GlobDraft | undefined =>
  change === undefined ? undefined : { ...draft, ...change };

/* Each makes a glob that grants less than another one, or the same; `undefined` where it has nothing to narrow. */
const narrowings: Readonly<Record<string, Narrowing>> = {
  'a name for any host': (draft) => changed(draft, draft.host === '*' ? { host: 'inside.example' } : undefined),
  'a name below for any host': (draft) => changed(draft, draft.host === '*' ? { host: '*.inside.example' } : undefined),
  'a name for those below it': (draft) => changed(draft, draft.host.startsWith('*.') ? { host: `sub${draft.host.slice(1)}` } : undefined),
  'a port for any': (draft) => changed(draft, draft.port === '*' ? { port: '8080' } : undefined),
  'a stretch for a star': (draft) =>
    changed(draft, draft.path?.includes('*') === true ? { path: draft.path.replace(/\*+/, 'x') } : undefined),
  'a longer stretch': (draft) =>
    changed(draft, draft.path?.includes('*') === true ? { path: draft.path.replace(/\*+/, '*x*') } : undefined),
  'a query for any': (draft) =>
    changed(draft, draft.query === undefined && draft.path?.endsWith('*') === true ? { query: 'q=1' } : undefined),
  'a text for a star of the query': (draft) =>
    changed(draft, draft.query?.includes('*') === true ? { query: draft.query.replace(/\*+/, '1') } : undefined),
};

interface Narrowed {
  readonly draft: GlobDraft;
  /** Which narrowing was made; left out when the glob is as it was. */
  readonly name?: string;
}

/* What narrows a glob depends on its form; 0 leaves it as it is. */
const narrowed = (draft: GlobDraft, pick: number): Narrowed => {
  const possible = Object.entries(narrowings).flatMap(([name, narrow]): readonly Narrowed[] => {
    const made = narrow(draft);
    return made === undefined ? [] : [{ draft: made, name }];
  });
  return [{ draft }, ...possible][pick % (possible.length + 1)] ?? { draft };
};

interface Drawn {
  readonly requests: ScopedRequests;
  /** Which narrowing each glob gets, by its place. */
  readonly picks: readonly number[];
  /** Which globs are kept, by their places; all of them where that would be none. */
  readonly keeps: readonly boolean[];
}

const program = ({ requests: { scope, asked, drafts, forms }, picks, keeps }: Drawn): Program => {
  const all = drafts.map((draft, at) => narrowed(draft, picks[at] ?? 0));
  const some = all.filter((_, at) => keeps[at] === true);
  const fewer = some.length === 0 ? all : some;
  return twoScopes(
    {
      scope: { methods: ['GET'], urls: scope.urls },
      other: { methods: ['GET'], urls: fewer.map(({ draft }) => globText(draft)) },
      urls: asked.map(({ url }) => url),
      covers: [
        ...forms.map((form) => `glob: ${form}`),
        ...fewer.flatMap(({ name }) => (name === undefined ? [] : [`narrowed: ${name}`])),
        ...(fewer.length < all.length ? ['narrowed: fewer globs'] : []),
      ],
    },
    () => 'beside',
  );
};

/** What is granted under fewer or narrower globs is granted under those that they were made of. */
export const narrowerScopes: Property = {
  name: 'narrower-scopes',
  clause: 'REQ-5',
  says: 'a narrower scope grants nothing that the wider one does not grant',
  programs: fc
    .record({
      requests: scopedRequests(16),
      picks: fc.array(fc.nat({ max: 11 }), { minLength: 4, maxLength: 4 }),
      keeps: fc.oneof(
        fc.nat({ max: 3 }).map((only) => [0, 1, 2, 3].map((at) => at === only)),
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      ),
    })
    .map(program),
};
