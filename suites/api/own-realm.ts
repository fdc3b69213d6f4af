import type { ConformanceCase } from '../../src/contract/case.ts';
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

interface Group {
  readonly id: string;
  readonly says: string;
  /** Sentence to the fixture's word for it. */
  readonly checks: Readonly<Record<string, string>>;
  readonly catches: readonly [string, ...string[]];
  readonly covers: readonly string[];
}

const group = ({ id, says, checks, catches, covers }: Group): ConformanceCase => ({
  id,
  clause: 'API-3',
  kind: 'contains',
  says,
  given: { extension: 'hands-out', network },
  shared: true,
  when,
  expect: Object.fromEntries(
    Object.entries(checks).map(([sentence, word]) => [sentence, (seen) => [true, 'absent'].some((one) => one === field(act(seen), word))]),
  ),
  catches,
  covers,
});

const groups: readonly Group[] = [
  {
    id: 'api/own-realm/functions-and-promises',
    says: "the functions of directus:api and their promises are of the extension's own realm",
    checks: {
      'log, sleep and request are functions of this realm': 'functions',
      'promises of sleep and request are promises of this realm, and so is what their then makes': 'promises',
    },
    catches: ['hands-out-foreign-objects'],
    covers: ['A01', 'A03', 'B09'],
  },
  {
    id: 'api/own-realm/answers',
    says: "an answer and everything in it is of the extension's own realm",
    checks: { 'the answer is a plain object': 'answer', 'its headers are': 'headers', 'its data is, however deep': 'data' },
    catches: ['answers-are-foreign'],
    covers: ['A02'],
  },
  {
    id: 'api/own-realm/input',
    says: "what a handler is given is of the extension's own realm, however deep",
    checks: { 'objects and lists of the input are of this realm': 'input' },
    catches: ['inputs-are-foreign'],
    covers: ['A05'],
  },
  {
    id: 'api/own-realm/errors',
    says: "every error that directus:api rejects with is of the extension's own realm",
    checks: {
      'that of a denied request is': 'denied',
      'that of a wrong argument is': 'wrong',
      'that of an answer outside 2xx is, with all its members': 'failed',
    },
    catches: ['hands-out-foreign-objects'],
    covers: ['A04'],
  },
  {
    id: 'api/own-realm/errors-through-iteration',
    says: 'what promises and iteration make of a rejection holds only errors of this realm',
    checks: {
      'Array.fromAsync rejects with one, where it is there': 'fromAsync',
      'Promise.any gathers them': 'any',
      'an async generator that yields a rejection throws one': 'generator',
      'an async generator that returns a rejection rejects with one': 'returned',
    },
    catches: ['hands-out-foreign-objects'],
    covers: ['A04', 'A21', 'C15'],
  },
];

export default defineCases(groups.map(group));
