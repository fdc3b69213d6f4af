import { profiles } from '../contract/clause.ts';
import { rowExit, type Matrix, type MatrixRow } from '../report/matrix.ts';
import type { Paint } from '../report/console.ts';

const seconds = (ms: number): string => `${(ms / 1000).toFixed(0)} s`;

const kindsText = (kinds: NonNullable<MatrixRow['measured']>['kinds']): string =>
  Object.entries(kinds)
    .map(([kind, number]) => `${number} ${kind}`)
    .join(', ') || 'none';

const rowText = (row: MatrixRow, paint: Paint): string => {
  const { measured, problem } = row;
  const mark = rowExit(row) === 0 ? paint.green('ok  ') : paint.red('RED ');
  if (measured === undefined) return `${mark}${row.adapter}: ${problem ?? 'no report'}\n`;
  const { runtime, must, kinds, known, stale, tookMs, moved, byChance = [] } = measured;
  const musts = profiles.map((profile) => `${profile} ${must[profile].passed} of ${must[profile].measured}`).join(', ');
  return [
    `${mark}${row.adapter}: ${runtime.name} ${runtime.version}, exit ${row.exitCode}, ${tookMs.map(seconds).join(' and ')}`,
    `      MUST passed: ${musts}; failures: ${kindsText(kinds)}, ${known} of them known`,
    ...(problem === undefined ? [] : [`      ${problem}`]),
    ...(stale.length === 0 ? [] : [`      ${stale.length} known failures are not true any more, the first: ${stale[0] ?? ''}`]),
    ...(moved.length === 0 ? [] : [`      ${moved.length} verdicts moved between the runs: ${moved.slice(0, 5).join(', ')}`]),
    ...(byChance.length === 0
      ? []
      : [`      chance decides ${byChance.length} cases, none counts as passed: ${byChance.slice(0, 5).join(', ')}`]),
    '',
  ].join('\n');
};

/** Writes a matrix out for a reader, what is red first. */
export const matrixText = ({ rows }: Matrix, paint: Paint): string =>
  rows
    .toSorted((a, b) => Number(rowExit(a) === 0) - Number(rowExit(b) === 0))
    .map((row) => rowText(row, paint))
    .join('');
