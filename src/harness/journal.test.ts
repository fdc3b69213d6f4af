import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { appendJournal, readJournal, type JournalLine } from './journal.ts';

let folder = '';
let path = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandproof-test-'));
  path = join(folder, 'journal.ndjson');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => rmSync(path, { force: true }));

const note = (text: string): JournalLine => ({ kind: 'note', text });

describe('readJournal', () => {
  it('is empty when nobody wrote', () => {
    expect(readJournal(path)).toEqual([]);
  });

  it('reads what was appended, whatever the text', () => {
    const lines = [note('a\nb'), note('{"kind":"note"}'), note('\u2028')];
    for (const line of lines) appendJournal(path, line);
    expect(readJournal(path)).toEqual(lines);
  });

  it('leaves out a last line that was cut off by the end of its writer', () => {
    appendJournal(path, note('a'));
    appendFileSync(path, '{"kind":"note","text":"cut o');
    expect(readJournal(path)).toEqual([note('a')]);
  });

  it('loses nothing but the line itself when another worker writes behind one that was cut off', () => {
    appendJournal(path, note('a'));
    appendFileSync(path, '{"kind":"note","text":"cut o');
    appendJournal(path, note('b'));
    appendJournal(path, note('c'));
    expect(readJournal(path)).toEqual([note('a'), note('b'), note('c')]);
  });

  it('says which line it cannot read when the file is no journal', () => {
    writeFileSync(path, '{"kind":"note","text":"a"}\nhello there\n');
    expect(() => readJournal(path)).toThrow(/hello there/);
  });
});
