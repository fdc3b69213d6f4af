import { join } from 'node:path';

import { fuzzReportText, type FuzzReport } from '../fuzz/fuzz-report.ts';
import { reproName, reproText, type Repro } from '../fuzz/repro.ts';
import { openOutFolder, writeFiles } from './write-files.ts';

const reportName = 'fuzz.json';

/** Makes the folder of a campaign, and removes an earlier report from it. @throws {SandproofError} `BAD_FLAG` */
export const openCampaign = (folder: string | undefined): void => {
  if (folder !== undefined) openOutFolder(folder, [reportName]);
};

/** Writes the report of a campaign, and a file for each finding; returns where a finding stands. */
export const writeCampaign = (folder: string | undefined, report: FuzzReport): ((repro: Repro) => string | undefined) => {
  if (folder === undefined) return () => undefined;
  const found = report.properties.flatMap(({ findings }) => findings);
  writeFiles(folder, { ...Object.fromEntries(found.map((one) => [reproName(one), reproText(one)])), [reportName]: fuzzReportText(report) });
  return (repro) => join(folder, reproName(repro));
};
