import { appendFileSync, writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { appendJournal, type Judged } from '../harness/journal.ts';
import { openFolder } from '../harness/testing/open-folder.testing.ts';
import { openKeptJournal } from './kept-journal.ts';

const judged = (id: string, fault?: string): Judged => ({
  item: { id, ...(fault === undefined ? {} : { fault }) },
  report: { id, verdict: 'pass' } as unknown as Judged['report'],
  falsified: [],
});

const items = [{ id: 'a' }, { id: 'a', fault: 'f' }, { id: 'b' }];

describe('openKeptJournal', () => {
  it('keeps what a run has judged that died while it wrote', () => {
    using folder = openFolder();
    const path = folder.join('journal');
    const first = openKeptJournal(path, 'this proof');
    expect(first.judged(items)).toEqual([]);
    appendJournal(first.next, { kind: 'judged', ...judged('a', 'f') });
    appendFileSync(first.next, '{"kind":"judged","item":{"id":"b"'); // never finished, and never absorbed
    const second = openKeptJournal(path, 'this proof');
    expect(second.judged(items).map(({ item }) => item)).toEqual([{ id: 'a', fault: 'f' }]);
    appendJournal(second.next, { kind: 'judged', ...judged('b') });
    second.absorb();
    expect(second.judged(items).map(({ item }) => item)).toEqual([{ id: 'a', fault: 'f' }, { id: 'b' }]);
    expect(folder.names()).toEqual(['journal']);
  });

  it.each([
    [
      'the journal of something else',
      `${JSON.stringify({ kind: 'note', text: 'another proof' })}\n`,
      /got that of another proof; give another file/,
    ],
    ['a file that is no journal', 'hello\n', /got a file that is no journal; give another file/],
    [
      'a journal without a head',
      `${JSON.stringify({ kind: 'judged', ...judged('a') })}\n`,
      /expected a new file, or the journal of this proof, got "/,
    ],
  ])('refuses %s, and leaves it as it is', (_, text, message) => {
    using folder = openFolder();
    writeFileSync(folder.join('journal'), text);
    expect(() => openKeptJournal(folder.join('journal'), 'this proof')).toThrow(message);
    expect(folder.read('journal')).toBe(text);
  });
});
