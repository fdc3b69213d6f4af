import type { CaseReport } from '../contract/case-report.ts';
import { levels, profiles } from '../contract/clause.ts';
import { printable } from './printable.ts';
import type { Count, Report } from './report.ts';
import { sum } from './totals.ts';

/** Colours, or functions that return their text. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
}

/** What the console report needs besides the report. */
export interface ConsoleOptions {
  readonly paint: Paint;
  /** The words behind `sandproof` that repeat this run's adapter, for replaying one case. */
  readonly adapterWords: string;
  /** Print every attempt's evidence. */
  readonly trace: boolean;
}

const isOpen = (report: CaseReport): boolean =>
  report.known === undefined && (report.verdict === 'fail' || report.verdict === 'untestable');

// The sentence of a verdict begins with the false checks, which stand above it here.
const withoutChecks = (because: string, failed: readonly string[]): string => {
  const start = `${failed.join('; ')}. `;
  return because.startsWith(start) ? because.slice(start.length) : because;
};

const failure = (report: CaseReport, { paint, adapterWords, trace }: ConsoleOptions): string[] => {
  const word = report.verdict === 'fail' ? (report.fail ?? 'fail') : report.verdict;
  const failed = report.checks.filter((check) => !check.held).map(({ says }) => says);
  const because = withoutChecks(report.because ?? '', failed);
  return [
    `${paint.red(paint.bold(word))} ${report.id}  ${paint.dim(`${report.clause} ${report.level} ${report.profile}`)}`,
    `    ${paint.bold(printable(report.says))}`,
    ...failed.map((says) => `    ${paint.red('✗')} ${printable(says)}`),
    ...(because === '' ? [] : [`    ${printable(because)}`]),
    ...(trace ? report.attempts.map(({ role, evidence }) => `    ${paint.dim(`${role}: ${printable(evidence)}`)}`) : []),
    `    ${paint.dim(`replay: sandproof run ${adapterWords} --case ${report.id} --trace`)}`,
  ];
};

const countLine = (count: Count, paint: Paint): string => {
  const measured = count.pass + count.fail + count.known;
  const parts = [`${count.pass} of ${measured} measured pass`];
  if (count.fail > 0) parts.push(paint.red(`${count.fail} fail`));
  if (count.known > 0) parts.push(paint.yellow(`${count.known} known failures`));
  if (count.untestable > 0) parts.push(paint.red(`${count.untestable} untestable`));
  if (count['not-applicable'] > 0) parts.push(`${count['not-applicable']} not applicable`);
  return parts.join(', ');
};

const conforms = (count: Count): boolean => count.pass > 0 && count.fail + count.known + count.untestable + count['not-applicable'] === 0;

const table = (report: Report, paint: Paint): string[] =>
  profiles.flatMap((profile) =>
    levels.flatMap((level) => {
      const count = report.totals[profile][level];
      return Object.values(count).every((amount) => amount === 0)
        ? []
        : [`  ${profile.padEnd(10)} ${level.padEnd(6)} ${countLine(count, paint)}`];
    }),
  );

const nameOf = ({ runtime }: Report): string => printable(`${runtime.name} ${runtime.version}`);

const headline = (report: Report, paint: Paint): string => {
  const all = sum(profiles.flatMap((profile) => levels.map((level) => report.totals[profile][level])));
  const name = nameOf(report);
  if (report.exitCode === 4) return paint.red(`The suite itself failed; what was judged of ${name} is below.`);
  if (report.exitCode === 1)
    return paint.red(
      `${name} does not conform: ${all.fail} failures${report.stale.length > 0 ? `, ${report.stale.length} known failures that are not true any more` : ''}.`,
    );
  if (report.exitCode === 3) {
    const { cases, of } = report.selected;
    return paint.yellow(`partial (${cases} of ${of} cases, ${all.untestable} untestable): this says nothing about conformance.`);
  }
  const measured = profiles.filter((profile) => Object.values(report.totals[profile].MUST).some((amount) => amount > 0));
  const good = measured.filter((profile) => conforms(report.totals[profile].MUST));
  const short = measured.filter((profile) => !good.includes(profile));
  const scope = good.length === 0 ? 'conforms to no profile' : `conforms to ${good.join(', ')}: every MUST that has a case passes`;
  if (short.length === 0) return paint.green(`${name} ${scope}.`);
  return paint.yellow(`${name} ${scope}; not to ${short.join(', ')}, whose failures are known or whose cases do not apply.`);
};

const floorLine = (report: Report): string => {
  if (!report.floor.measured) return `floor: not measured (${report.floor.because})`;
  const scores = Object.entries(report.floor.controls).map(
    ([name, { mustPassed, mustMeasured }]) => `${name} ${mustPassed}/${mustMeasured}`,
  );
  return `floor, MUST cases of this run that a broken runtime passes: ${scores.join(', ')}`;
};

const suitesLine = ({ suites }: Report): string =>
  `s per suite, summed over cases: ${Object.entries(suites)
    .map(([name, { cases, ms }]) => `${name} ${(ms / 1000).toFixed(1)} (${cases})`)
    .join(', ')}`;

const figures = (report: Report): string[] => {
  const stops = report.cases.flatMap(({ figures: seen }) => seen?.stops ?? []);
  const shares = report.cases.flatMap(({ figures: seen }) => (seen?.busyShare === undefined ? [] : [seen.busyShare]));
  const worst = stops.toSorted((a, b) => b.tookMs / b.limitMs - a.tookMs / a.limitMs)[0];
  return [
    ...(worst === undefined
      ? []
      : [
          `slowest of ${stops.length} stops: ${worst.tookMs} ms at a ${worst.limit} limit of ${worst.limitMs} ms (${(worst.tookMs / worst.limitMs).toFixed(2)} ×)`,
        ]),
    ...(shares.length === 0
      ? []
      : [`busiest of ${shares.length} watches after a stop: ${(Math.max(...shares) * 100).toFixed(1)} % of a core`]),
  ];
};

/** Returns the text for a terminal: failures first, each with what was seen and how to replay it, then the counts and one headline. */
export const consoleText = (report: Report, options: ConsoleOptions): string => {
  const { paint } = options;
  const open = report.cases.filter(isOpen);
  const known = report.cases.filter((one) => one.known !== undefined);
  return [
    ...open.flatMap((one) => [...failure(one, options), '']),
    ...known.map((one) =>
      paint.dim(`known ${one.fail ?? one.verdict}${one.byChance === true ? ' by chance' : ''} ${one.id}: ${printable(one.known ?? '')}`),
    ),
    ...(known.length > 0 ? [''] : []),
    ...report.stale.map((sentence) => paint.red(`stale known failure: ${printable(sentence)}`)),
    ...report.errors.map((sentence) => paint.red(`the suite's own error: ${printable(sentence)}`)),
    ...report.notes.map((note) => paint.yellow(`note: ${printable(note)}`)),
    `${paint.bold(nameOf(report))} on ${printable(`${report.runtime.engine}, ${report.runtime.isolation}`)}; evidence: ${report.runtime.evidence}; seed ${report.seed}${report.fault === undefined ? '' : `; fault ${report.fault}`}`,
    ...table(report, paint),
    ...figures(report).map((line) => paint.dim(`  ${line}`)),
    paint.dim(`  ${suitesLine(report)}`),
    paint.dim(`  ${floorLine(report)}`),
    paint.dim(`  ${report.cases.length} cases in ${(report.durationMs / 1000).toFixed(1)} s`),
    paint.bold(headline(report, paint)),
    '',
  ].join('\n');
};
