import type { Step } from '../contract/stimulus.ts';
import type { FuzzReport } from '../fuzz/fuzz-report.ts';
import type { Repro } from '../fuzz/repro.ts';
import type { Paint } from '../report/console.ts';
import { printable } from '../report/printable.ts';

/** How a report is printed. `pathOf` is where a finding was written; `seconds` is the wall time of the campaign, left out where nobody knows it. */
export interface FuzzTextOptions {
  readonly paint: Paint;
  readonly seconds?: number;
  /** The words that name the runtimes. */
  readonly adapter?: readonly string[];
  readonly pathOf?: (repro: Repro) => string | undefined;
}

const inputsOf = (step: Step): readonly unknown[] => {
  if (step.do === 'call') return [step.input];
  return step.do === 'sequence' || step.do === 'concurrently' ? step.steps.flatMap(inputsOf) : [step.do];
};

/* Programs of other properties are judged, too, and decide about no request. */
const decisionsOf = (covered: Readonly<Record<string, number>>): number => (covered['granted'] ?? 0) + (covered['denied'] ?? 0);

const findingText = (repro: Repro, compared: boolean, { paint, pathOf, adapter = ['…'] }: FuzzTextOptions): readonly string[] => {
  const path = pathOf?.(repro);
  const fault = repro.found.fault === undefined ? '' : ` --fault ${repro.found.fault}`;
  return [
    compared
      ? `${paint.yellow('DIFFERS')} ${repro.property} (${repro.clause})`
      : `${paint.red('FAIL')} ${paint.bold(repro.says)} (${repro.clause})`,
    ...repro.seen.map((sentence) => `  ${printable(sentence)}`),
    repro.given.manifestText === undefined
      ? `  scopes ${printable(JSON.stringify(repro.given.scopes ?? {}))}`
      : `  package.json ${printable(JSON.stringify(repro.given.manifestText))}`,
    `  calls ${printable(JSON.stringify(inputsOf(repro.when)))}`,
    ...(path === undefined
      ? ['  give --out <dir> to get it as a file']
      : adapter.map((one) => `  replay: sandproof replay ${path} --adapter ${one}${fault}`)),
    '',
  ];
};

const groups = (covered: Readonly<Record<string, number>>): readonly string[] => {
  const parts = Map.groupBy(
    Object.entries(covered).filter(([text]) => text.includes(': ')),
    ([text]) => text.slice(0, text.indexOf(': ')),
  );
  return [...parts].map(([part, counts]) => {
    const least = counts.toSorted(([, a], [, b]) => a - b)[0];
    return `  ${part}: ${counts.length} kinds, the rarest ${JSON.stringify(least?.[0].slice(part.length + 2) ?? '')} ${least?.[1] ?? 0} times`;
  });
};

/** Returns the text of a report for people: findings first, then what was covered. */
export const fuzzText = (report: FuzzReport, options: FuzzTextOptions): string => {
  const { shards, seed, properties } = report;
  const { seconds } = options;
  const programs = properties.reduce((sum, { runs }) => sum + runs, 0);
  const decisions = properties.reduce((sum, { covered }) => sum + decisionsOf(covered), 0);
  const lines = [
    ...properties.flatMap(({ findings }) => findings.flatMap((one) => findingText(one, report.compared === true, options))),
    `${report.runtime}; seed ${seed}${shards.of === 1 ? '' : `; shards ${shards.done.join(', ')} of ${shards.of}`}${report.fault === undefined ? '' : `; fault ${report.fault}`}`,
    ...properties.flatMap(({ name, clause, runs, covered, findings }) => [
      `${name} (${clause}): ${runs} programs, ${findings.length} findings${decisionsOf(covered) === 0 ? '' : `; ${covered['granted'] ?? 0} requests granted, ${covered['denied'] ?? 0} denied`}`,
      ...groups(covered),
    ]),
    ...(seconds === undefined
      ? []
      : [
          decisions === 0
            ? `${programs} programs in ${seconds.toFixed(1)} s, ${(programs / seconds).toFixed(1)} a second`
            : `${programs} programs with ${decisions} decisions about requests in ${seconds.toFixed(1)} s, ${(decisions / seconds).toFixed(0)} decisions a second`,
        ]),
  ];
  return `${lines.join('\n')}\n`;
};
