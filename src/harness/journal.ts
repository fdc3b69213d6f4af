import { appendFileSync, existsSync, readFileSync } from 'node:fs';

import type { CaseReport } from '../contract/case-report.ts';

/** One line of a run's journal. `cell` lines let the run end every process that a dead worker left behind. */
export type JournalLine =
  | { readonly kind: 'judged'; readonly report: CaseReport }
  | { readonly kind: 'cell'; readonly pid: number; readonly mark: string }
  | { readonly kind: 'note'; readonly text: string };

/** Appends one line at once, whole, from any process. */
export const appendJournal = (path: string, line: JournalLine): void => appendFileSync(path, `${JSON.stringify(line)}\n`);

/** Reads all whole lines of a journal; a last line that was cut off by the end of its writer is left out. Empty when there is none. */
export const readJournal = (path: string): readonly JournalLine[] => {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  lines.pop(); // '' behind the last line feed, or a line that was never finished
  return lines.map((line) => JSON.parse(line) as JournalLine);
};
