import type { Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { NetworkTable } from '../../src/contract/network.ts';
import { act, field } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const inside = 'https://inside.test/list';
const missing = 'https://inside.test/missing';
const network: NetworkTable = {
  answers: {
    [inside]: { headers: { 'content-type': 'application/json', 'x-note': 'kept' }, body: '{"list":[[1],{"deep":null}]}' },
    [missing]: { status: 404, headers: { 'content-type': 'application/json' }, body: '{"errors":[]}' },
  },
};
const when = operation('hands-out', {
  inside,
  missing,
  outside: 'https://outside.test/',
  list: [1, [2]],
  nested: { deep: [{}] },
});

/** Sentence to the fixture's word for it. */
const words = {
  'log, sleep and request are functions of this realm': 'functions',
  'promises of sleep and request are promises of this realm, and so is what their then makes': 'promises',
  'an answer is a plain object': 'answer',
  'the headers of an answer are': 'headers',
  'the data of an answer is, however deep': 'data',
  'objects and lists of the input are of this realm': 'input',
  'the error of a denied request is of this realm': 'denied',
  'that of a wrong argument is': 'wrong',
  'that of an answer outside 2xx is, with all its members': 'failed',
  'Array.fromAsync rejects with one of this realm, where it is there': 'fromAsync',
  'Promise.any gathers errors of this realm': 'any',
  'an async generator that yields a rejection throws one': 'generator',
  'an async generator that returns a rejection rejects with one': 'returned',
} as const;

export default defineCases([
  {
    id: 'api/own-realm/everything',
    clause: 'API-3',
    kind: 'contains',
    says: "whatever directus:api hands out, and what a handler is given, is of the extension's own realm",
    given: { extension: 'hands-out', network },
    when,
    expect: Object.fromEntries(
      Object.entries(words).map(([sentence, word]): [string, Check] => [
        sentence,
        (seen) => [true, 'absent'].some((one) => one === field(act(seen), word)),
      ]),
    ),
    catches: ['hands-out-foreign-objects', 'answers-are-foreign', 'inputs-are-foreign'],
    covers: ['A01', 'A02', 'A03', 'A04', 'A05', 'A21', 'B09', 'C15'],
  },
]);
