import { defineCases } from '../../src/contract/define-cases.ts';
import { same, texts } from '../../src/contract/reading.ts';
import { action, operation, sequence, filter } from '../../src/contract/stimulus.ts';

const lines = ['first', 'second', 'third', 'second', 'fifth'];
const places = ['in the module body', 'while registering', 'in a filter', 'after a sleep', 'in a microtask', 'in an action'];

// Format directives, JSON, quotes, text of several scripts, one character outside the basic plane, and nothing at all.
const exact = [
  '%s %d %o 100%',
  '{"level":60,"msg":"fake"}',
  `'single' "double" \\back\\slash\``,
  'Grüße, 漢字, שלום, 😀',
  '',
  '  spaces around  ',
];

const longest = `${'0123456789abcdef'.repeat(255)}0123456789abcde.`;

export default defineCases([
  {
    id: 'log/records/one-a-call-in-order',
    clause: 'LOG-1',
    kind: 'provides',
    says: 'each call makes one record, in the order of the calls',
    given: { extension: 'log-lines', scopes: { log: {} } },
    when: operation('log-lines', { lines }),
    expect: {
      'there are as many records as calls': (seen) => texts(seen).length === lines.length,
      'every text is there': (seen) => lines.every((line) => texts(seen).includes(line)),
      'they come in the order of the calls': (seen) => same(texts(seen), lines),
      'the records are those of this extension': (seen) => seen.logs.length > 0 && seen.logs.every(({ role }) => role === 'subject'),
    },
    catches: ['drops-logs', 'repeats-log-records', 'reorders-logs', 'logs-in-another-name'],
    shared: true,
  },
  {
    id: 'log/records/exact-text',
    clause: 'LOG-1',
    kind: 'provides',
    says: 'a record has exactly the text that was given, whatever characters it is made of',
    given: { extension: 'log-lines', scopes: { log: {} } },
    when: operation('log-lines', { lines: exact }),
    expect: {
      'format directives and percent signs stay': (seen) => texts(seen)[0] === exact[0],
      'text that looks like a record stays text': (seen) => texts(seen)[1] === exact[1],
      'quotes and backslashes stay': (seen) => texts(seen)[2] === exact[2],
      'every script arrives whole': (seen) => texts(seen)[3] === exact[3],
      'an empty text is a record too': (seen) => texts(seen)[4] === exact[4],
      'spaces around a text stay': (seen) => texts(seen)[5] === exact[5],
    },
    catches: ['rewrites-log-text', 'drops-logs', 'repeats-log-records', 'reorders-logs'],
    shared: true,
  },
  {
    id: 'log/records/four-kib',
    clause: 'LOG-1',
    kind: 'provides',
    says: 'a text of 4 KiB arrives whole',
    given: { extension: 'log-lines', scopes: { log: {} } },
    when: operation('log-lines', { lines: [longest] }),
    expect: { 'the record has all its characters': (seen) => same(texts(seen), [longest]) },
    catches: ['truncates-logs', 'drops-logs', 'repeats-log-records'],
    shared: true,
  },
  {
    id: 'log/records/from-every-place',
    clause: 'LOG-1',
    kind: 'provides',
    says: 'log works wherever code of the extension runs',
    given: { extension: 'log-from-everywhere', scopes: { log: {}, sleep: {} } },
    when: sequence(filter('suite.logs', {}), action('suite.logs', {})),
    expect: {
      ...Object.fromEntries(places.map((place) => [`a line logged ${place} is a record`, (seen) => texts(seen).includes(place)])),
      'all of them come in the order of the calls': (seen) => same(texts(seen), places),
    },
    catches: ['drops-logs', 'reorders-logs', 'repeats-log-records', 'registers-twice'],
  },
]);
