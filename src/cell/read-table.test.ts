import { describe, expect, it } from 'vitest';

import { readTable } from './read-table.ts';

describe('readTable', () => {
  it('gives the addresses of a name turn by turn, the last ones for ever', () => {
    const reader = readTable({ dns: { 'a.test': [['198.51.100.1'], [], ['198.51.100.2', '2001:db8::2']] } });
    const turns = [1, 2, 3, 4].map(() => reader.addressesOf('a.test'));
    expect(turns).toEqual([['198.51.100.1'], [], ['198.51.100.2', '2001:db8::2'], ['198.51.100.2', '2001:db8::2']]);
  });

  it('gives each family its own turns, since a resolver asks for both in one lookup', () => {
    const reader = readTable({ dns: { 'a.test': [['198.51.100.1', '2001:db8::1'], ['198.51.100.2']] } });
    expect([reader.addressesOf('a.test', 4), reader.addressesOf('a.test', 6)]).toEqual([['198.51.100.1'], ['2001:db8::1']]);
    expect([reader.addressesOf('a.test', 4), reader.addressesOf('a.test', 6)]).toEqual([['198.51.100.2'], []]);
  });

  it('gives a name that is not listed a documentation address, and none by inheritance', () => {
    const reader = readTable({ dns: {} });
    expect(reader.addressesOf('other.test')).toEqual(['203.0.113.7']);
    expect(reader.addressesOf('constructor')).toEqual(['203.0.113.7']);
  });

  it('answers a URL with its method first, then with any, element by element', () => {
    const reader = readTable({
      answers: { 'POST https://a.test/': { body: 'posted' }, 'https://a.test/': [{ body: 'one' }, { body: 'two' }] },
    });
    expect(reader.answerTo('POST', 'https://a.test/')?.body).toBe('posted');
    expect([1, 2, 3].map(() => reader.answerTo('GET', 'https://a.test/')?.body)).toEqual(['one', 'two', 'two']);
    expect(reader.answerTo('GET', 'https://b.test/')).toBeUndefined();
  });
});
