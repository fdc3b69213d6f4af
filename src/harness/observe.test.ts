import { describe, expect, it } from 'vitest';

import type { Json } from '../contract/json.ts';
import type { Role } from '../contract/stimulus.ts';
import { drawChallenge } from './challenge.ts';
import type { Told } from './hold-cell.ts';
import { drawNames } from './names.ts';
import { observe, type Material } from './observe.ts';
import type { RawCall } from './perform.ts';
import { accepted } from './testing/observed.testing.ts';

const challenge = drawChallenge();
const names = drawNames();
names.remember('name', 'nsubject');
const drawnHost = names.disguise('inside.test');

const material = (changes: Partial<Material> = {}): Material => ({
  performed: { calls: [], watches: [], measures: [], troubles: [] },
  told: [],
  challenge,
  names,
  packageNames: { subject: 'nsubject', beside: 'nbeside', fresh: 'nfresh' },
  loads: { subject: accepted },
  origin: 1000,
  hostAlive: true,
  ...changes,
});

const right = { before: challenge.before, act: 'done', after: challenge.after };

const call = (value: Json, role: Role = 'subject'): RawCall => ({
  role,
  door: { operation: 'o' },
  startedAt: 0,
  endedAt: 1,
  outcome: { status: 'returned', json: JSON.stringify(value) },
});
const calls = (...all: readonly RawCall[]): Partial<Material> => ({
  performed: { calls: [...all], watches: [], measures: [], troubles: [] },
});
const log = (text: string, extension = 'nsubject', at = 1010): Told => ({ kind: 'log', extension, text, at });

describe('observe', () => {
  it('reads a right answer and its act', () => {
    const seen = observe(material(calls(call(right))));
    expect(seen.challenge).toBe('answered');
    expect(seen.calls[0]).toMatchObject({ act: 'done', challenge: true });
  });

  it('reads an answer in the body of a response', () => {
    expect(observe(material(calls(call({ status: 200, headers: {}, body: right })))).challenge).toBe('answered');
  });

  it.each<[string, Json]>([
    ['an echo of the input', { challenge: challenge.secret }],
    ['an echo that has the shape of an answer but not its values', { before: challenge.secret, act: 1, after: challenge.secret }],
    ['halves that were changed round', { before: challenge.after, after: challenge.before }],
  ])('takes %s for no answer', (_, value) => {
    expect(observe(material(calls(call(value)))).challenge).not.toBe('answered');
  });

  it('says wrong when any answer is', () => {
    expect(observe(material(calls(call(right), call({ ...right, after: 'x' })))).challenge).toBe('wrong');
    expect(observe(material(calls(call(right), call({ ...right, after: 'x' }, 'beside')))).challenge).toBe('wrong');
  });

  it('takes an answer that was logged, and takes it out of the records', () => {
    const seen = observe(material({ told: [log(challenge.before), log('a line')] }));
    expect(seen.challenge).toBe('answered');
    expect(seen.logs).toEqual([{ role: 'subject', text: 'a line', at: 10 }]);
  });

  it('takes no answer of the honest extension for one of the extension under test', () => {
    expect(observe(material(calls(call(right, 'beside')))).challenge).toBe('none');
    expect(observe(material({ told: [log(challenge.before, 'nbeside')] })).challenge).toBe('none');
    expect(observe(material(calls(call(right, 'beside')))).besideCalls[0]?.challenge).toBe(true);
  });

  it('says whose a record is', () => {
    const told = [log('a'), log('b', 'nbeside'), log('c', 'somebody')];
    expect(observe(material({ told })).logs.map(({ role }) => role)).toEqual(['subject', 'beside', 'unknown']);
  });

  it("gives the case's own names back, in values, errors, records and traffic", () => {
    const url = `https://${drawnHost}/`;
    const record = { kind: 'request', method: 'GET', url, headers: {}, body: '', inTable: true } as const;
    const seen = observe(
      material({
        ...calls(call({ ...right, act: url })),
        told: [log(`to ${url} of nsubject`), { kind: 'network', record, at: 1020 }],
        loads: {
          subject: { accepted: false, refused: { phase: 'link', error: { name: 'E', message: `nsubject at ${drawnHost}` } }, ms: 1 },
        },
      }),
    );
    expect(seen.calls[0]?.act).toBe('https://inside.test/');
    expect(seen.logs[0]?.text).toBe('to https://inside.test/ of {{name}}');
    expect(seen.network).toEqual([{ ...record, url: 'https://inside.test/' }]);
    expect(seen.load).toMatchObject({ refused: { error: { message: '{{name}} at inside.test' } } });
  });

  it('has no value for text that is no JSON, and keeps __proto__ in one that is', () => {
    const outcome = { status: 'returned', json: '{"__proto__":{"a":1}}' } as const;
    const seen = observe(material(calls({ ...call(null), outcome: { status: 'returned', json: 'nonsense' } }, { ...call(null), outcome })));
    expect(seen.calls[0]).not.toHaveProperty('value');
    expect(Object.keys(seen.calls[1]?.value as object)).toEqual(['__proto__']);
  });
});
