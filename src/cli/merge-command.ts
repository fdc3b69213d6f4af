import { Command } from 'commander';

import { fuzzReportText, mergeFuzzReports, readFuzzReport } from '../fuzz/fuzz-report.ts';
import { reproName, reproText } from '../fuzz/repro.ts';
import { fuzzText } from './fuzz-text.ts';
import { paint } from './paint.ts';
import { openOutFolder, writeFiles } from './write-files.ts';

interface MergeFlags {
  readonly out?: string;
  readonly json?: boolean;
}

const reportName = 'fuzz.json';

const merge = (first: string, others: readonly string[], { out, json }: MergeFlags): void => {
  const merged = mergeFuzzReports([readFuzzReport(first), ...others.map(readFuzzReport)]);
  const found = merged.properties.flatMap(({ findings }) => findings);
  if (out !== undefined) {
    openOutFolder(out, [reportName]);
    writeFiles(out, { ...Object.fromEntries(found.map((one) => [reproName(one), reproText(one)])), [reportName]: fuzzReportText(merged) });
  }
  process.stdout.write(json === true ? fuzzReportText(merged) : fuzzText(merged, { paint }));
  const { done, of } = merged.shards;
  if (done.length < of) process.stderr.write(`${of - done.length} of ${of} shards are missing\n`);
  process.exitCode = found.length > 0 ? 1 : done.length < of ? 3 : 0;
};

/** `sandproof merge` */
export const mergeCommand = (): Command =>
  new Command('merge')
    .description('make one report of the shards of a campaign')
    .argument('<file>', 'the fuzz.json of a shard')
    .argument('[files...]', 'those of the others')
    .option('--out <dir>', 'folder for fuzz.json and one file for each finding')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', '\nExit codes: 0 nothing found, 1 something found, 2 usage, 3 shards are missing.')
    .action((first: string, others: readonly string[], flags: MergeFlags) => merge(first, others, flags));
