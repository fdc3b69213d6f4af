import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { generatedProgram } from '../../src/contract/generated-program.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, loadRefusal, same, texts } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

const range = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, n) => `<${String.fromCharCode(from + n)}>`);

const raw = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

const given = { extension: 'log-lines', scopes: { log: {} } };

const classes = [
  { id: 'log/characters/c0', says: 'every control character of C0, line ends and escape among them,', lines: range(0x00, 0x1f) },
  { id: 'log/characters/delete-and-c1', says: 'delete and every control character of C1, next line among them,', lines: range(0x7f, 0x9f) },
  { id: 'log/characters/separators', says: 'a separator of lines or paragraphs', lines: range(0x2028, 0x2029) },
  {
    id: 'log/characters/bidirectional',
    says: 'every control of the direction of text',
    lines: [...range(0x061c, 0x061c), ...range(0x200e, 0x200f), ...range(0x202a, 0x202e), ...range(0x2066, 0x2069)],
  },
] as const;

// Beside the controls, in the order of their numbers, and what a writer needs although it shows nothing.
const neighbours = [
  ' ',
  '~',
  '\u00a0',
  '\u061b',
  '\u061d',
  '\u200b',
  '\u200c',
  '\u200d',
  '\u2010',
  '\u2027',
  '\u202f',
  '\u2065',
  '\u206a',
  '\ufeff',
];

const plain = [
  { id: 'log/characters/neighbours', says: 'what stands beside the control characters', lines: neighbours.map((one) => `<${one}>`) },
  {
    id: 'log/characters/written-escapes',
    says: 'an escape that the extension writes itself',
    lines: [String.raw`a\nb`, String.raw`\u001b[2J`, String.raw`\\`, '%0a', '&#10;', '\\x0a'],
  },
  { id: 'log/characters/joined', says: 'a character that is made of several', lines: ['👩‍👩‍👧', 'e\u0301', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'ﷺ', 'क्षि'] },
] as const;

const everyRecordIsOneLine = (seen: Observation): boolean => seen.logs.length > 0 && seen.logs.every(({ text }) => !raw.test(text));

const hostile = String.raw`<\r\nforged\u001b[2J\u0085\u2028\u202e>`;

const manifest = (name: string): string =>
  `{"name":"${name}","version":"1.0.0","type":"module","directus:extension":{"type":"operation","path":{"app":"app.js","api":"index.js"},"source":{"app":"app.js","api":"index.js"},"host":"*","sandbox":{"enabled":true,"requestedScopes":{"log":{}}}}}`;

export default defineCases([
  ...classes.map(({ id, says, lines }): ConformanceCase => ({
    id,
    clause: 'LOG-4',
    kind: 'contains',
    says: `${says} arrives escaped`,
    given,
    shared: true,
    when: operation('log-lines', { lines }),
    expect: {
      'there is one record a call': (seen) => texts(seen).length === lines.length && field(act(seen), 'logged') === lines.length,
      'no record has a raw control character': everyRecordIsOneLine,
      'the text around it stays': (seen) =>
        texts(seen).length > 0 && texts(seen).every((text) => text.startsWith('<') && text.endsWith('>')),
      'each is escaped as something of its own': (seen) =>
        new Set(texts(seen)).size === lines.length && texts(seen).every((text) => text.length > 2),
    },
    catches: ['splits-logs', 'logs-raw-control-characters', 'drops-logs', 'repeats-log-records', 'drops-what-it-escapes'],
    covers: ['D10'],
  })),
  ...plain.map(({ id, says, lines }): ConformanceCase => ({
    id,
    clause: 'LOG-1',
    kind: 'provides',
    says: `${says} arrives as it is`,
    given,
    shared: true,
    when: operation('log-lines', { lines }),
    expect: { 'every record has exactly the text that was given': (seen) => same(texts(seen), lines) },
    catches: ['rewrites-log-text', 'drops-logs', 'repeats-log-records', 'reorders-logs'],
    covers: ['D10'],
  })),
  {
    id: 'log/characters/in-a-thrown-error',
    clause: 'LOG-4',
    kind: 'provides',
    says: 'control characters in the message of a thrown error write nothing into the log that is not escaped',
    given: {
      extension: 'announces-itself',
      scopes: { log: {} },
      source: generatedProgram({ act: `options.fails ? (() => { throw new Error("${hostile}"); })() : 'ran'` }),
    },
    when: sequence(operation('announces-itself'), operation('announces-itself', { fails: true })),
    expect: {
      'no record has a raw control character': everyRecordIsOneLine,
      'the record of the extension is there': (seen) => texts(seen).includes('evaluated'),
    },
    catches: ['writes-errors-into-the-log', 'drops-logs-of-programs'],
    covers: ['D10', 'A15'],
  },
  {
    id: 'log/characters/in-a-load-error',
    clause: 'LOG-4',
    kind: 'refuses',
    says: 'control characters in the message of an error that refuses the load write nothing into the log that is not escaped',
    given: { extension: 'announces-itself', scopes: { log: {} }, source: generatedProgram({ body: `throw new Error("${hostile}");` }) },
    when: operation('announces-itself'),
    expect: {
      'the load is refused while evaluating': (seen) => loadRefusal(seen)?.phase === 'evaluate',
      'no record has a raw control character': (seen) => seen.logs.every(({ text }) => !raw.test(text)),
    },
    admits: {
      given: { source: generatedProgram({ body: `const unthrown = new Error("${hostile}");` }) },
      expect: { 'made and not thrown, it loads and runs': (seen) => act(seen) === 'ran' && texts(seen).includes('evaluated') },
    },
    catches: ['writes-errors-into-the-log', 'loads-in-spite-of-errors'],
    covers: ['D10', 'I09'],
  },
  {
    id: 'log/characters/in-a-name',
    clause: 'LOG-4',
    kind: 'provides',
    says: 'the name of an extension cannot bring a line end, an escape sequence or a control of the direction of text into the log',
    given: {
      extension: 'announces-itself',
      manifestText: manifest(String.raw`{{name}}\r\nforged\u001b[2J\u202e\u2066`),
      source: generatedProgram({}),
    },
    when: operation('announces-itself'),
    expect: {
      'the load is refused, or every record names it without a raw control character': (seen) =>
        loadRefusal(seen) !== undefined ||
        (seen.load.accepted &&
          seen.logs.length > 0 &&
          seen.logs.every(({ extension = '', text }) => !raw.test(extension) && !raw.test(text))),
    },
    admits: {
      given: { manifestText: manifest('{{name}}') },
      expect: { 'under a plain name it loads and logs': (seen) => act(seen) === 'ran' && texts(seen).includes('evaluated') },
    },
    challenge: { standIn: 'the twin before it loads the same bytes under a plain name and answers' },
    catches: ['logs-in-hostile-names'],
    covers: ['D10'],
  },
]);
