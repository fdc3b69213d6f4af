import { existsSync, readFileSync, rmSync } from 'node:fs';

import { itemName } from '../harness/item-name.ts';
import { appendJournal, readJournal, type Judged } from '../harness/journal.ts';
import type { Item } from '../harness/plan.ts';
import { SandproofError } from '../harness/suite-error.ts';

/** What earlier runs have judged, in a file that outlives them. */
export interface KeptJournal {
  /** What of these items was judged already. */
  judged(items: readonly Item[]): readonly Judged[];
  /** Where a run has to write its own journal: what stands in it is kept, even when the run dies. */
  readonly next: string;
  /** Takes over what a run has written. */
  absorb(): void;
}

/**
 * Opens the journal of a long run that may be interrupted; `about` says of what it is, such as a hash of the code and the runtime.
 * @throws {SandproofError} `BAD_FLAG` when the file is the journal of something else, or none
 */
export const openKeptJournal = (path: string, about: string): KeptJournal => {
  const next = `${path}.next`;
  const bad = (got: string, cause?: unknown): SandproofError =>
    new SandproofError('BAD_FLAG', `--journal ${path}: expected a new file, or the journal of ${about}, got ${got}; give another file`, {
      cause,
    });
  const read = (file: string): ReturnType<typeof readJournal> => {
    try {
      return readJournal(file);
    } catch (cause) {
      throw bad('a file that is no journal', cause);
    }
  };
  const absorb = (): void => {
    for (const line of read(next)) if (line.kind === 'judged') appendJournal(path, line);
    rmSync(next, { force: true });
  };
  if (existsSync(path)) {
    const [first] = read(path);
    if (first?.kind !== 'note' || first.text !== about)
      throw bad(first?.kind === 'note' ? `that of ${first.text}` : JSON.stringify(readFileSync(path, 'utf8').slice(0, 80)));
  } else {
    rmSync(next, { force: true });
    appendJournal(path, { kind: 'note', text: about });
  }
  absorb();
  return {
    next,
    absorb,
    judged: (items) => {
      const known = new Map(read(path).flatMap((line) => (line.kind === 'judged' ? [[itemName(line.item), line] as const] : [])));
      return items.flatMap((item) => known.get(itemName(item)) ?? []);
    },
  };
};
