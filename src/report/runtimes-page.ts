import { profiles } from '../contract/clause.ts';
import type { MatrixRow, MeasuredRow } from './matrix.ts';

/** A failure that somebody explained. */
interface Explained {
  readonly case: string;
  readonly reason: string;
  /** A link. */
  readonly issue: string;
}

/** One adapter on the page: what was measured, what is to be said of it, and its known failures. */
export interface RuntimeSection {
  readonly row: MatrixRow;
  /** Markdown without a heading. */
  readonly about: string;
  readonly known: readonly Explained[];
}

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`);

const seconds = ({ tookMs }: MeasuredRow): string => tookMs.map((ms) => (ms / 1000).toFixed(0)).join(' and ');

const kindsText = ({ kinds }: MeasuredRow): string =>
  Object.entries(kinds)
    .map(([kind, number]) => `${number} ${kind}`)
    .join(', ') || 'none';

/* Of the controls that enforce nothing, the one that gets furthest: what a runtime without a sandbox scores on the same cases. */
const floorText = ({ floor }: MeasuredRow): string => {
  const open = floor.measured ? floor.controls['allow-all'] : undefined;
  return open === undefined ? 'not measured' : `${open.mustPassed} of ${open.mustMeasured}`;
};

const tableRow = ({ adapter, measured, problem }: MatrixRow): string =>
  measured === undefined
    ? `| [${adapter}](#${adapter}) | not measured: ${cell(problem ?? 'no report')} |  |  |  |  |  |  |  |`
    : `| ${[
        `[${adapter}](#${adapter})`,
        cell(measured.runtime.version),
        measured.runtime.evidence,
        ...profiles.map((profile) => {
          const { passed, measured: of, notApplicable } = measured.must[profile];
          return `${passed} of ${of}${notApplicable === 0 ? '' : ` (${notApplicable} n/a)`}`;
        }),
        kindsText(measured),
        floorText(measured),
        seconds(measured),
      ].join(' | ')} |`;

const byReason = (known: readonly Explained[]): readonly string[] => {
  const groups = new Map<string, Explained[]>();
  for (const one of known) groups.set(one.reason, [...(groups.get(one.reason) ?? []), one]);
  return [...groups.values()]
    .toSorted((a, b) => b.length - a.length)
    .map((group) => {
      const [first] = group;
      const ids = group.slice(0, 2).map((one) => `\`${one.case}\``);
      const more = group.length > ids.length ? ` and ${group.length - ids.length} more` : '';
      return `- ${first?.reason ?? ''} (${ids.join(', ')}${more}; [link](${first?.issue ?? ''}))`;
    });
};

const factsOf = ({ adapter, measured, problem }: MatrixRow): string => {
  if (measured === undefined) return `Not measured: ${problem ?? 'no report'}.`;
  const { runtime, suite, startedAt, known, moved, byChance = [], tookMs } = measured;
  const unknown = Object.values(measured.kinds).reduce((sum, number) => sum + number, 0) - known;
  const claims = runtime.claims.length === 0 ? 'nothing' : runtime.claims.join(', ');
  return [
    `${runtime.name} ${runtime.version} on ${runtime.engine}; ${runtime.isolation}. Claims ${claims}; network evidence: ${runtime.evidence}.`,
    `Measured on ${startedAt.slice(0, 10)} with the suite ${suite.hash}: \`sandproof run --adapter ${adapter}\`, ${known} known failures.`,
    ...(unknown === 0 ? [] : [`**${unknown} failures are not written down.**`]),
    ...(tookMs.length > 1 && moved.length === 0 ? [`${tookMs.length} runs gave the same verdicts.`] : []),
    ...(moved.length === 0 ? [] : [`**Verdicts moved between its runs: ${moved.map((id) => `\`${id}\``).join(', ')}.**`]),
    ...(byChance.length === 0
      ? []
      : [
          `Chance decides how ${byChance.length} cases come out, of which none counts as passed: ${byChance.map((id) => `\`${id}\``).join(', ')}.`,
        ]),
    ...(problem === undefined ? [] : [`**${problem}**`]),
  ].join(' ');
};

const section = ({ row, about, known }: RuntimeSection): readonly string[] => [
  `## ${row.adapter}`,
  '',
  factsOf(row),
  '',
  about.trim(),
  '',
  ...(known.length === 0 ? [] : ['Why cases fail:', '', ...byReason(known), '']),
];

/** Returns `docs/runtimes.md`: a table of what was measured, and a section for each adapter. */
export const runtimesPage = (sections: readonly RuntimeSection[]): string =>
  [
    '# Runtimes',
    '',
    'Written by `npm run runtimes`; the figures are those of `docs/runtimes.json`, which `npm run runtimes -- --from <dir>` takes from the reports of `sandproof matrix --runs 2 --out <dir>`.',
    '',
    'MUST cases that passed, of those that were measured; n/a is what a runtime never claimed. Kinds count every case that does not pass, known failures among them. The floor is what a runtime without any sandbox passes of the same MUST cases. Wall time is that of each run, in seconds, on two busy cores: compare, do not quote.',
    '',
    `| adapter | version | evidence | ${profiles.join(' | ')} | kinds of failure | floor | s |`,
    `| --- | --- | --- | ${profiles.map(() => '---').join(' | ')} | --- | --- | --- |`,
    ...sections.map(({ row }) => tableRow(row)),
    '',
    ...sections.flatMap(section),
  ].join('\n');
