import { cpus } from 'node:os';
import type { Result } from './run-battery.ts';
import { endsOf, type ClassSummary, type Summary } from './summary.ts';

const titles: Readonly<Record<string, string>> = {
  A: 'objects of the host realm',
  B: 'the bridge inside the realm',
  C: 'surface of the realm, modules',
  D: 'arguments that change',
  E: 'data that crosses the border',
  F: 'isolation of extensions and calls',
  G: 'exhausting resources',
  H: 'exhaustion through request',
  I: 'crashing the host',
  J: 'timing and side channels',
};

const head = ['class', 'programs', 'red', 'calls and loads ended as', 'past limit', 'lag p99 / max', 'host grew'] as const;

const endsText = (ended: ClassSummary['ended']): string => ended.map(([way, count]) => `${count} ${way}`).join(', ');

const rowOf = ({ letter, programs, red, ended, pastLimitMs, lagP99, lagMax, growthMiB }: ClassSummary): readonly string[] => [
  `${letter} ${titles[letter] ?? ''}`.trim(),
  String(programs),
  String(red),
  endsText(ended),
  pastLimitMs === undefined ? '-' : `${Math.round(pastLimitMs)} ms`,
  `${Math.round(lagP99)} / ${Math.round(lagMax)} ms`,
  `${Math.round(growthMiB)} MiB`,
];

/** The table of a run as Markdown, its columns aligned: a row for every class. */
export const classTable = ({ classes }: Summary): string => {
  const rows = [head, ...classes.map(rowOf)];
  const widths = head.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.slice(1).map(line)].join('\n');
};

/** The totals of a run, one a line. */
export const totalsText = (summary: Summary): readonly string[] => [
  `${summary.programs} programs, ${summary.red} red`,
  `host: event-loop lag p99 at most ${Math.round(summary.lagP99)} ms, grew by at most ${Math.round(Math.max(...summary.classes.map(({ growthMiB }) => growthMiB)))} MiB during a program and by ${Math.round(summary.rssGrowthMiB)} MiB over the run, of which ${Math.round(summary.keptMiB)} MiB are in use, ${summary.again} programs run again because it lagged`,
  `settled at most ${Math.round(summary.pastLimitMs)} ms past a limit of time`,
  `honest extension: ${summary.honestCalls} calls, ${summary.honestWrong} wrong`,
  `secrets: ${summary.hunts} hunts by ${summary.tried} ways, ${summary.leaks} leaks, ${summary.trapped} connections to the port`,
  ...summary.complaints,
];

/** One line about a program that is red, and how to run it alone. */
export const redText = ({ id, covers, complaints }: Result): readonly string[] => [
  `${id} (${covers.join(', ')})`,
  ...complaints.map((text) => `  ${text}`),
  `  npm run battery -- --only ${id}`,
];

const machine = (): string => {
  const [cpu] = cpus();
  return `Node ${process.versions.node}, ${process.platform}-${process.arch}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}`;
};

/** The page that a run leaves behind. */
export const batteryPage = (summary: Summary, results: readonly Result[], date: Date): string => {
  const reds = results.filter(({ complaints }) => complaints.length > 0);
  const list = results.map(
    (result) =>
      `| ${result.id} | ${result.covers.join(' ')} | ${endsText(endsOf([result]))} | ${result.complaints.length === 0 ? 'held' : '**red**'} |`,
  );
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
  return [
    '# The battery’s last run',
    '',
    `Written by \`npm run battery -- --write\` on ${date.toISOString().slice(0, 10)}: ${machine()}. What the words mean: [docs/battery.md](../docs/battery.md).`,
    '',
    ...totalsText(summary).map((text) => `- ${cell(text)}`),
    '',
    classTable(summary),
    '',
    '## Red',
    '',
    ...(reds.length === 0
      ? ['None.']
      : reds.flatMap(({ id, complaints }) => [`- \`${id}\``, ...complaints.map((text) => `  - ${cell(text.slice(0, 300))}`)])),
    '',
    '## Programs',
    '',
    '| program | classes | ended as | verdict |',
    '| --- | --- | --- | --- |',
    ...list,
    '',
  ].join('\n');
};
