import { mutantName, type Mutant } from './mutant.ts';
import { reasonOf } from './survivors.ts';
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

const row = (name: string, all: number, tried: readonly Tried[], score: string): string =>
  `| ${name} | ${all} | ${tried.length} | ${count(tried, 'noticed')} | ${count(tried, 'survived')} | ${count(tried, 'uncovered')} | ${score} |`;

/* The score of all is that of each part, weighed by how many mutants the part has: the parts are not drawn from alike. */
const rows = (all: readonly Mutant[], tried: readonly Tried[]): readonly string[] => {
  const parts = strata.map(({ name, has }) => ({ name, of: all.filter(has).length, mine: tried.filter(({ mutant }) => has(mutant)) }));
  const drawn = parts.filter(({ mine }) => mine.length > 0);
  const expected = drawn.reduce((sum, { of, mine }) => sum + (of * count(mine, 'noticed')) / mine.length, 0);
  const weight = drawn.reduce((sum, { of }) => sum + of, 0);
  return [
    ...parts.map(({ name, of, mine }) => row(name, of, mine, share(count(mine, 'noticed'), mine.length))),
    row('all', all.length, tried, share(expected, weight)),
  ];
};

const inCode = (text: string): string => {
  const flat = text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
  const short = flat.length > 70 ? `${flat.slice(0, 70)}…` : flat;
  const fence = short.includes('`') ? '``' : '`';
  return `${fence} ${short} ${fence}`;
};

/** Returns the page that is checked in: the scores, and every mutant that nobody noticed with the reason. Pure. */
export const scoreText = (tried: readonly Tried[], { all, chosen, outside, cases, sample, scopeSample }: Scope): string => {
  const left = tried.filter(({ fate }) => fate !== 'noticed').toSorted((a, b) => (mutantName(a.mutant) < mutantName(b.mutant) ? -1 : 1));
  const byReason = Map.groupBy(left, ({ mutant, fate }) => reasonOf(mutant, fate === 'uncovered') ?? 'not explained yet');
  return `# What the conformance suite notices of the reference runtime

Written by \`npm run mutate -- --write\`. The suite alone, without the project's own tests: ${cases} cases, stopped at the first that does not pass; mutants of \`src/sdk/scope\` are tried on the suites that speak of scopes, request and manifest, alone.
Of ${all.length} mutants ${chosen} were drawn by name (one in ${scopeSample} of \`src/sdk/scope\`, one in ${sample} of the rest), and ${tried.length} were tried. Not tried are those in files that no runtime under test loads, an embedder's interface, which the project's own tests are for: ${outside.length === 0 ? 'none' : outside.map((file) => `\`${file}\``).join(', ')}.

| | mutants | tried | noticed | survived | in code that no case runs | score |
| --- | --- | --- | --- | --- | --- | --- |
${rows(all, tried).join('\n')}

The score of all weighs each part by its mutants, since they are not drawn from alike.

## Who got away, and why

${[...byReason]
  .toSorted(([, a], [, b]) => b.length - a.length)
  .map(
    ([reason, mutants]) =>
      `### ${reason}\n\n${mutants.map(({ mutant }) => `- \`${mutant.file}\`:${mutant.line} ${mutant.operator}: ${inCode(mutant.original)} → ${inCode(mutant.replacement)}`).join('\n')}\n`,
  )
  .join('\n')}`;
};
