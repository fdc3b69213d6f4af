import { writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { beside, fresh, load, operation, sequence, unload } from '../contract/stimulus.ts';
import { openFolder } from '../harness/testing/open-folder.testing.ts';
import { readRepro, reproName, reproText, type Repro } from './repro.ts';

const repro: Repro = {
  schema: 'sandproof-repro-1',
  property: 'requests',
  clause: 'REQ-5',
  says: 'a request is sent exactly when its scope grants it',
  given: { extension: 'request-once', scopes: { request: { methods: ['GET'], urls: ['https://a.example/*'] } } },
  when: operation('once', { url: 'https://a.example/x', options: {} }),
  expects: [{ call: 0, refused: true }],
  seen: ['GET https://a.example/x left the host'],
  found: { sandproof: '0.1.0', runtime: 'reference 0.1.0', seed: 1, run: 2 },
};

describe('readRepro', () => {
  it('reads what was written, keys that a careless copy would lose included', () => {
    using folder = openFolder();
    const odd: Repro = { ...repro, when: operation('once', JSON.parse('{"__proto__": {"a": 1}}') as never) };
    writeFileSync(folder.join('a.json'), reproText(odd));
    expect(reproText(readRepro(folder.join('a.json')))).toBe(reproText(odd));
  });

  it('reads programs of several extensions, of whole manifests and of every expectation', () => {
    using folder = openFolder();
    const full: Repro = {
      ...repro,
      given: {
        extension: 'announces-itself',
        manifestText: '{}',
        source: '',
        beside: { extension: 'honest-operation', scopes: { log: {} } },
      },
      when: sequence(load('fresh'), unload('beside'), beside(operation('honest')), fresh(operation('honest')), operation('once')),
      expects: [
        { load: 'subject', refused: true, phase: 'manifest', names: ['path'] },
        { load: 'beside', mayBeRefused: true },
        { load: 'fresh', accepted: true },
        { call: 0, role: 'beside', absent: true },
        { call: 0, gives: [1], logs: ['a', { around: ['<', '>'] }, { not: 'b' }], orRefused: true, mostReads: 1, atLeastMs: 0.5 },
        { call: 1, answers: null },
        { call: 2, allows: { method: 'GET', url: 'https://a.example/' } },
        { call: 3, follows: [{ method: 'GET', url: 'https://a.example/' }] },
        { call: 4, sends: [], orRefused: true },
      ],
    };
    writeFileSync(folder.join('a.json'), reproText(full));
    expect(readRepro(folder.join('a.json'))).toEqual(full);
  });

  it.each<[string, (text: string) => string, RegExp]>([
    ['an unknown role', (text) => text.replace('"role": "subject"', '"role": "nobody"'), /field "when\.role"/],
    ['no JSON', () => '{', /could not be read as JSON.*sandproof fuzz/],
    ['another schema', (text) => text.replace('repro-1', 'repro-2'), /field "schema".*got "sandproof-repro-2"/],
    ['an unknown field', (text) => text.replace('"property"', '"extra": 1, "property"'), /extra/],
    ['a step that no file may have', (text) => text.replace('"do": "call"', '"do": "watch"'), /field "when\.do".*got "watch"/],
    ['an expectation of nothing', (text) => text.replace('"refused": true', '"hoped": true'), /field "expects\.0/],
    ['no scopes object', (text) => text.replace(/"scopes": \{[^]*?\n {4}\}/, '"scopes": 7'), /field "given\.scopes".*got 7/],
  ])('refuses %s', (_, spoil, message) => {
    using folder = openFolder();
    writeFileSync(folder.join('a.json'), spoil(reproText(repro)));
    expect(() => readRepro(folder.join('a.json'))).toThrow(message);
  });
});

describe('reproName', () => {
  it('depends on what is played, and not on who found it', () => {
    expect(reproName({ ...repro, found: { ...repro.found, seed: 9 } })).toBe(reproName(repro));
    expect(reproName({ ...repro, when: operation('once', 1) })).not.toBe(reproName(repro));
    expect(reproName(repro)).toMatch(/^requests-[0-9a-f]{12}\.json$/);
  });
});
