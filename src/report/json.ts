import type { Report } from './report.ts';

/** Returns `report.json`'s text. */
export const json = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`;
