import { mkdirSync, writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { operation, sequence, unload, watch } from '../contract/stimulus.ts';
import { openFolder, type Folder } from './testing/open-folder.testing.ts';
import { checkCase, collectCases } from './collect-cases.ts';
import { providing, refusing } from './testing/observed.testing.ts';

const check = (changes: object, seen: ReadonlySet<string> = new Set()): void =>
  checkCase({ ...providing(), ...changes }, 'log/records', 'log/records.ts', seen);

describe('checkCase', () => {
  it('takes a whole case', () => {
    expect(() => check({})).not.toThrow();
    expect(() => checkCase(refusing(), 'log/scope', 'log/scope.ts', new Set())).not.toThrow();
  });

  it.each<[string, object, RegExp]>([
    ['an id of another file', { id: 'log/scope/some' }, /must be "log\/records\/<slug>"/],
    ['an id without a slug', { id: 'log/records/' }, /<slug>/],
    ['a slug with a capital', { id: 'log/records/Some' }, /lower-case words/],
    ['an unknown clause', { clause: 'LOG-99' }, /clause "LOG-99" is not in the contract/],
    ['no fault', { catches: [] }, /names no fault in `catches`/],
    ['no check', { expect: {} }, /it has no check/],
    ['a refusal without a twin', { kind: 'refuses' }, /needs a twin/],
    ['a refusal whose twin checks nothing', { kind: 'refuses', admits: { expect: {} } }, /twin .*no check/],
    ['a shared case whose twin has another `given`', { shared: true, admits: { given: {}, expect: { holds: () => true } } }, /one `given`/],
    ['a shared case with something beside it', { shared: true, given: { extension: 'a', beside: { extension: 'b' } } }, /nothing beside/],
    ['a shared case that watches', { shared: true, when: sequence(operation('a'), watch(10)) }, /only call/],
    ['a shared case whose twin unloads', { shared: true, admits: { when: unload(), expect: { holds: () => true } } }, /only call/],
    ['a twin that checks nothing', { admits: { expect: {} } }, /twin .*no check/],
  ])('refuses %s, and names the case and the file', (_, changes, message) => {
    expect(() => check(changes)).toThrow(message);
    expect(() => check(changes)).toThrow(/log\/records\.ts/);
  });

  it('refuses an id that another case has', () => {
    expect(() => check({}, new Set(['log/records/some']))).toThrow(/never reused/);
  });
});

const suite = (folder: Folder, text: string): void => {
  mkdirSync(folder.join('log'), { recursive: true });
  writeFileSync(folder.join('log/records.ts'), text);
};

describe('collectCases', () => {
  it('finds the cases of the package, sorted and unlike', async () => {
    const ids = (await collectCases()).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(100);
    expect(ids).toEqual([...new Set(ids)].toSorted());
  });

  it('refuses a file that exports no list', async () => {
    using folder = openFolder();
    suite(folder, 'export const cases = [];');
    await expect(collectCases(folder.path)).rejects.toThrow(/no list of cases as default export/);
  });

  it('refuses a file whose case is none', async () => {
    using folder = openFolder();
    suite(folder, "export default [{ id: 'log/records/x', clause: 'LOG-1', catches: [], expect: {}, kind: 'provides' }];");
    await expect(collectCases(folder.path)).rejects.toThrow(/names no fault/);
  });
});
