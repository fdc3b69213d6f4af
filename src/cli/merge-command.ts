import { Command } from 'commander';

import { fuzzReportText, mergeFuzzReports, missingOf, readFuzzReport } from '../fuzz/fuzz-report.ts';
import { fuzzText } from './fuzz-text.ts';
import { paint } from './paint.ts';
import { openCampaign, writeCampaign } from './write-campaign.ts';

interface MergeFlags {
  readonly out?: string;
  readonly json?: boolean;
}

const merge = (first: string, others: readonly string[], { out, json }: MergeFlags): void => {
  const merged = mergeFuzzReports([readFuzzReport(first), ...others.map(readFuzzReport)]);
  const found = merged.properties.flatMap(({ findings }) => findings);
  openCampaign(out); // only now: it may be the folder of a shard
  writeCampaign(out, merged);
  process.stdout.write(json === true ? fuzzReportText(merged) : fuzzText(merged, { paint }));
  const missing = missingOf(merged);
  if (missing !== undefined) process.stderr.write(`${missing}\n`);
  process.exitCode = found.length > 0 ? 1 : missing === undefined ? 0 : 3;
};

/** `sandproof merge` */
export const mergeCommand = (): Command =>
  new Command('merge')
    .description('make one report of the shards of a campaign')
    .argument('<file>', 'the fuzz.json of a shard')
    .argument('[files...]', 'those of the others')
    .option('--out <dir>', 'folder for fuzz.json and one file for each finding')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', '\nExit codes: 0 nothing found, 1 something found, 2 usage, 3 a shard or a part of one is missing.')
    .action((first: string, others: readonly string[], flags: MergeFlags) => merge(first, others, flags));
