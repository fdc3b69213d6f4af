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

const known = (path: string, { file, reasons }: KnownFailuresFlags): void => {
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
  const before = existsSync(file) ? readKnownFailures(file) : [];
  const { entries, unexplained, idle } = renewKnownFailures(report.cases, before, reasons === undefined ? [] : readReasons(reasons));
  for (const glob of idle) process.stderr.write(`no failure fits ${JSON.stringify(glob)} of the reasons\n`);
  if (unexplained.length > 0) {
    for (const { id, fail, verdict, because } of unexplained) process.stderr.write(`${id}: ${fail ?? verdict}, ${because ?? ''}\n`);
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
    .description("write a runtime's known failures down from the report of a whole run; each keeps its reason or gets one")
    .argument('<report>', 'the report.json of a run without filters and faults')
    .requiredOption('--file <file>', 'the known-failures.json to renew')
    .option('--reasons <file>', 'reasons, which come before those that it has: JSON, a list of { cases, kinds?, reason, issue }')
    .addHelpText('after', '\nExit codes: 0 written, 1 a failure has no reason (nothing written), 2 usage.')
    .action((report: string, flags: KnownFailuresFlags) => known(report, flags));
