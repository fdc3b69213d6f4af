import { mutantName, type Mutant } from './mutant.ts';
import type { SurvivorKind } from './explanations.ts';
import { explain } from './survivors.ts';
import type { Fate } from './try-mutant.ts';

/** One mutant and its fate. */
export type Tried = { readonly mutant: Mutant } & Fate;

/** What the score is of. */
export interface Scope {
  /** Every mutant of the runtime under test. */
  readonly all: readonly Mutant[];
  readonly chosen: number;
  /** Files that the runtime under test is not made of, whose mutants are not tried. */
  readonly outside: readonly string[];
  readonly cases: number;
  readonly sample: number;
  readonly scopeSample: number;
}

const share = (part: number, of: number): string => (of === 0 ? '-' : `${((100 * part) / of).toFixed(1)} %`);

/* Parts of the sources that are drawn from on their own; together they are all of it. */
const strata: readonly { readonly name: string; readonly has: (mutant: Mutant) => boolean }[] = [
  { name: '`src/sdk/scope`', has: ({ file }) => file.startsWith('src/sdk/scope/') },
  { name: 'the rest of `src/sdk`', has: ({ file }) => file.startsWith('src/sdk/') && !file.startsWith('src/sdk/scope/') },
  { name: '`src/guest`', has: ({ file }) => file.startsWith('src/guest/') },
  { name: '`src/reference`', has: ({ file }) => file.startsWith('src/reference/') },
];

const count = (tried: readonly Tried[], fate: Fate['fate']): number => tried.filter((one) => one.fate === fate).length;

const kindOf = ({ mutant, fate }: Tried): SurvivorKind | undefined => explain(mutant, fate === 'uncovered')?.kind;

/*
 * Whether the contract can tell a mutant from the sound runtime. What no clause speaks of is left out whether some case happens to notice it or not;
 * what behaves the same can't have been noticed.
 */
const counts = (one: Tried): boolean => {
  const kind = kindOf(one);
  return kind !== 'unclaimed' && !(kind === 'same' && one.fate !== 'noticed');
};

const row = (name: string, all: number, tried: readonly Tried[], [plain, counted]: readonly [string, string]): string =>
  `| ${name} | ${all} | ${tried.length} | ${count(tried, 'noticed')} | ${count(tried, 'survived')} | ${count(tried, 'uncovered')} | ${plain} | ${tried.filter(counts).length} | ${counted} |`;

/* A score of all is that of each part, weighed by how many mutants the part has: the parts are not drawn from alike. */
const weighed = (parts: readonly { readonly of: number; readonly mine: readonly Tried[] }[]): string => {
  const drawn = parts.filter(({ mine }) => mine.length > 0);
  const expected = drawn.reduce((sum, { of, mine }) => sum + (of * count(mine, 'noticed')) / mine.length, 0);
  return share(
    expected,
    drawn.reduce((sum, { of }) => sum + of, 0),
  );
};

const rows = (all: readonly Mutant[], tried: readonly Tried[]): readonly string[] => {
  const parts = strata.map(({ name, has }) => {
    const mine = tried.filter(({ mutant }) => has(mutant));
    const counted = mine.filter(counts);
    const of = all.filter(has).length;
    return { name, of, mine, counted: { of: mine.length === 0 ? 0 : (of * counted.length) / mine.length, mine: counted } };
  });
  const scoreOf = (mine: readonly Tried[]): string => share(count(mine, 'noticed'), mine.length);
  return [
    ...parts.map(({ name, of, mine, counted }) => row(name, of, mine, [scoreOf(mine), scoreOf(counted.mine)])),
    row('all', all.length, tried, [weighed(parts), weighed(parts.map(({ counted }) => counted))]),
  ];
};

const headings: Readonly<Record<SurvivorKind | 'unexplained', string>> = {
  unexplained: 'Not looked at yet',
  gap: 'Gaps of the suite',
  guarded: 'Another line still holds',
  same: 'Nobody can tell them from the sound runtime (not counted in the second score)',
  unclaimed: 'No clause of the contract speaks of it (not counted in the second score, noticed or not)',
};

const inCode = (text: string): string => {
  const flat = text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
  const short = flat.length > 70 ? `${flat.slice(0, 70)}…` : flat;
  const fence = short.includes('`') ? '``' : '`';
  return `${fence} ${short} ${fence}`;
};

const byReasonText = (those: readonly Tried[]): string =>
  [...Map.groupBy(those, ({ mutant, fate }) => explain(mutant, fate === 'uncovered')?.reason ?? 'no reason yet')]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(
      ([reason, mutants]) =>
        `#### ${reason}\n\n${mutants.map(({ mutant }) => `- \`${mutant.file}\`:${mutant.line} ${mutant.operator}: ${inCode(mutant.original)} → ${inCode(mutant.replacement)}`).join('\n')}\n`,
    )
    .join('\n');

/** Returns the page that is checked in: the scores, and every mutant that nobody noticed with the reason. Pure. */
export const scoreText = (tried: readonly Tried[], { all, chosen, outside, cases, sample, scopeSample }: Scope): string => {
  const left = tried.filter(({ fate }) => fate !== 'noticed').toSorted((a, b) => (mutantName(a.mutant) < mutantName(b.mutant) ? -1 : 1));
  const byKind = Map.groupBy(left, (one) => kindOf(one) ?? 'unexplained');
  return `# What the conformance suite notices of the reference runtime

Written by \`npm run mutate -- --write\`. The suite alone, without the project's own tests: ${cases} cases, stopped at the first that does not pass; mutants of \`src/sdk/scope\` are tried on the suites that speak of scopes, request and manifest, alone.
Of ${all.length} mutants ${chosen} were drawn by name (one in ${scopeSample} of \`src/sdk/scope\`, one in ${sample} of the rest), and ${tried.length} were tried. Not tried are those in files that no runtime under test loads, an embedder's interface, which the project's own tests are for: ${outside.length === 0 ? 'none' : outside.map((file) => `\`${file}\``).join(', ')}.

| | mutants | tried | noticed | survived | in code that no case runs | score | counted | score of these |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows(all, tried).join('\n')}

The first score is of all that were tried. The second one is of those that the contract can tell from the sound runtime: without those that behave the same for everybody, and without what no clause speaks of (ceilings beyond what must be accepted, wording, options and doors of an embedder or operator).
The scores of all weigh each part by its mutants, since they are not drawn from alike.

## Who got away, and why

${Object.entries(headings)
  .map(([kind, heading]) => [heading, byKind.get(kind as SurvivorKind)] as const)
  .filter((pair): pair is readonly [string, Tried[]] => pair[1] !== undefined)
  .map(([heading, those]) => `### ${heading}\n\n${byReasonText(those)}`)
  .join('\n')}`;
};
