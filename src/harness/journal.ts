import { appendFileSync, existsSync, readFileSync } from 'node:fs';

import type { CaseReport } from '../contract/case-report.ts';
import type { CellName, ProcessName } from './cell-family.ts';
import type { Item } from './plan.ts';

/** What became of one item: its report, and the checks that a fault is shown to make false as `falsified` finds them. */
export interface Judged {
  readonly item: Item;
  readonly report: CaseReport;
  readonly falsified: readonly string[];
}

/** One line of a run's journal. `cell` and `stray` lines let the run end every process that a dead worker left behind. */
export type JournalLine =
  | ({ readonly kind: 'judged' } & Judged)
  | ({ readonly kind: 'cell' } & CellName)
  | ({ readonly kind: 'stray' } & ProcessName)
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
