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

const lineStart = '{"kind":"';

// A worker that was killed while it wrote leaves half a line, and the next worker's line follows on it.
const parseLine = (line: string): JournalLine => {
  try {
    return JSON.parse(line) as JournalLine;
  } catch (cause) {
    const next = line.indexOf(lineStart, 1);
    if (next === -1) throw new Error(`the journal has a line that is none: ${line.slice(0, 200)}`, { cause });
    return parseLine(line.slice(next));
  }
};

/** Reads all whole lines of a journal; what was cut off by the end of its writer is left out. Empty when there is none. @throws {Error} when it is no journal */
export const readJournal = (path: string): readonly JournalLine[] => {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  lines.pop(); // '' behind the last line feed, or a line that was never finished
  return lines.map(parseLine);
};
