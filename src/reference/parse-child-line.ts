import type { ErrorShape, LoadPhase } from '../contract/outcome.ts';
import { parseRecords } from '../guest/parse-records.ts';
import type { GuestRecord } from '../guest/records.ts';

/** A line of the child's own. */
export type ChildNote =
  | { readonly ready: true }
  | { readonly done: number }
  | { readonly phase: LoadPhase }
  | { readonly refused: { readonly phase: LoadPhase; readonly error: ErrorShape } }
  | { readonly stopped: 'cpu' | 'memory'; readonly phase?: LoadPhase };

/** What a line of a child holds: records of the realm, or a note of its own. */
export type ChildLine = { readonly records: readonly GuestRecord[] } | { readonly note: ChildNote };

/**
 * Reads one line of a child: `>` and a record of the realm, which is not trusted, or a JSON object of the child's own program.
 * @throws {Error} when the line is neither.
 */
export const parseChildLine = (line: string): ChildLine =>
  line.startsWith('>') ? { records: parseRecords(line.slice(1)) } : { note: JSON.parse(line) as ChildNote };
