import { mutantName, type Mutant } from './mutant.ts';
import { reasonOf } from './survivors.ts';
import type { Fate } from './try-mutant.ts';

/** One mutant and its fate. */
export type Tried = { readonly mutant: Mutant } & Fate;

/** What the score is of. */
export interface Scope {
  readonly all: number;
  readonly chosen: number;
  /** Files that the runtime under test is not made of, whose mutants are not tried. */
  readonly outside: readonly string[];
  readonly cases: number;
  readonly sample: number;
  readonly scopeSample: number;
}

const share = (part: number, of: number): string => (of === 0 ? '-' : `${((100 * part) / of).toFixed(1)} %`);

const row = (name: string, tried: readonly Tried[]): string => {
  const count = (fate: Fate['fate']): number => tried.filter((one) => one.fate === fate).length;
  return `| ${name} | ${tried.length} | ${count('noticed')} | ${count('survived')} | ${count('uncovered')} | ${share(count('noticed'), tried.length)} |`;
};

const inCode = (text: string): string => {
  const flat = text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
  const short = flat.length > 70 ? `${flat.slice(0, 70)}…` : flat;
  const fence = short.includes('`') ? '``' : '`';
  return `${fence} ${short} ${fence}`;
};

/** Returns the page that is checked in: the scores, and every mutant that nobody noticed with the reason. Pure. */
export const scoreText = (tried: readonly Tried[], { all, chosen, outside, cases, sample, scopeSample }: Scope): string => {
  const folders = ['src/sdk/scope', 'src/sdk', 'src/guest', 'src/reference'];
  const of = (folder: string): readonly Tried[] => tried.filter(({ mutant }) => mutant.file.startsWith(`${folder}/`));
  const left = tried.filter(({ fate }) => fate !== 'noticed').toSorted((a, b) => (mutantName(a.mutant) < mutantName(b.mutant) ? -1 : 1));
  const byReason = Map.groupBy(left, ({ mutant, fate }) => reasonOf(mutant, fate === 'uncovered') ?? 'not explained yet');
  return `# What the conformance suite notices of the reference runtime

Written by \`npm run mutate -- --write\`. The suite alone, without the project's own tests: ${cases} cases, stopped at the first that does not pass.
Of ${all} mutants ${chosen} were drawn by name (one in ${scopeSample} of \`src/sdk/scope\`, one in ${sample} of the rest), and ${tried.length} were tried. Not tried are those in files that no runtime under test loads, an embedder's interface, which the project's own tests are for: ${outside.length === 0 ? 'none' : outside.map((file) => `\`${file}\``).join(', ')}.

| folder | mutants | noticed | survived | in code that no case runs | score |
| --- | --- | --- | --- | --- | --- |
${folders.map((folder) => row(`\`${folder}\``, of(folder))).join('\n')}
${row('all', tried)}

## Who got away, and why

${[...byReason]
  .toSorted(([, a], [, b]) => b.length - a.length)
  .map(
    ([reason, mutants]) =>
      `### ${reason}\n\n${mutants.map(({ mutant }) => `- \`${mutant.file}\`:${mutant.line} ${mutant.operator}: ${inCode(mutant.original)} → ${inCode(mutant.replacement)}`).join('\n')}\n`,
  )
  .join('\n')}`;
};
