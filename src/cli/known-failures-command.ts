import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';

import { Command } from 'commander';

import { readJsonFile } from '../harness/read-json-file.ts';
import { readKnownFailures } from '../harness/known-failures.ts';
import { readReasons, renewKnownFailures } from '../harness/renew-known-failures.ts';
import { SandproofError } from '../harness/suite-error.ts';
import { reportSchema } from '../report/report-schema.ts';
import type { Report } from '../report/report.ts';
import { writeFiles } from './write-files.ts';

interface KnownFailuresFlags {
  readonly file: string;
  readonly reasons?: string;
}

/** Reads a `report.json`. @throws {SandproofError} `BAD_REPORT` with the file and the wrong field */
const readReport = (path: string): Report =>
  readJsonFile(path, reportSchema, {
    code: 'BAD_REPORT',
    unreadable: 'Make one with `sandproof run … --out <dir> --reporter json`',
    wrong: 'expected the report.json of a run of this version',
  });

/* Only of a whole run of the runtime as it is can be said what does not hold. */
const readWhole = (path: string): Report => {
  const report = readReport(path);
  const unfit =
    report.fault !== undefined
      ? `of a run with the fault ${report.fault}`
      : !report.complete || report.errors.length > 0
        ? 'partial'
        : undefined;
  if (unfit !== undefined)
    throw new SandproofError(
      'BAD_REPORT',
      `${path}: field "complete": expected a whole run of the runtime as it is, this report is ${unfit}`,
    );
  return report;
};

const known = (paths: readonly string[], { file, reasons }: KnownFailuresFlags): void => {
  const reports = paths.map(readWhole);
  const before = existsSync(file) ? readKnownFailures(file) : [];
  const { entries, unexplained, idle } = renewKnownFailures(
    reports.map(({ cases }) => cases),
    before,
    reasons === undefined ? [] : readReasons(reasons),
  );
  for (const glob of idle) process.stderr.write(`no failure fits ${JSON.stringify(glob)} of the reasons\n`);
  if (unexplained.length > 0) {
    for (const { id, seen } of unexplained) process.stderr.write(`${id}: ${seen}\n`);
    process.stderr.write(
      `${unexplained.length} failures have no reason; nothing was written. A file for --reasons gives them: [{ "cases": ["suite/topic/*"], "reason": "…", "issue": "https://…" }]\n`,
    );
    process.exitCode = 1;
    return;
  }
  writeFiles(dirname(file), { [basename(file)]: `${JSON.stringify(entries, null, 2)}\n` });
  process.stdout.write(`${entries.length} known failures, ${before.length} before\n`);
};

/** `sandproof known-failures` */
export const knownFailuresCommand = (): Command =>
  new Command('known-failures')
    .description("write a runtime's known failures down from reports of whole runs; each keeps its reason or gets one")
    .argument('<report...>', 'the report.json of a run without filters and faults, or of several')
    .requiredOption('--file <file>', 'the known-failures.json to renew')
    .option('--reasons <file>', 'reasons, which come before those that it has: JSON, a list of { cases, kinds?, byChance?, reason, issue }')
    .addHelpText('after', '\nExit codes: 0 written, 1 a failure has no reason (nothing written), 2 usage.')
    .action((reports: readonly string[], flags: KnownFailuresFlags) => known(reports, flags));
