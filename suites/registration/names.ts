import type { Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { act, returned, same } from '../../src/contract/reading.ts';
import { bare, filter, operation, sequence } from '../../src/contract/stimulus.ts';

const draft = { title: 'To whom it may concern' };

const odd: Readonly<Record<string, string>> = {
  ['__proto__']: '__proto__',
  constructor: 'constructor',
  '(a+)+$': 'what could be a pattern',
  'a\nb': 'a text with a line break',
  ' ': 'a space',
};
const odds = Object.entries(odd);

const nobody: Readonly<Record<string, string>> = {
  toString: 'an event whose name every object inherits',
  __defineGetter__: 'an event whose name every object inherits from Annex B',
  'letters.items.create.more': 'an event that only begins like another',
};
const nobodies = Object.entries(nobody);

export default defineCases([
  {
    id: 'registration/names/odd-events',
    clause: 'HOOK-2',
    kind: 'provides',
    says: 'the name of an event is any text',
    given: { extension: 'hook-odd-names' },
    shared: true,
    when: sequence(filter('letters.items.create', draft), ...odds.map(([name]) => filter(name, draft))),
    expect: Object.fromEntries(
      odds.map(([name, what], n): [string, Check] => [
        `exactly its handler runs: ${what}`,
        (seen) => act(seen) === 'letters.items.create' && act(seen, n + 1) === name,
      ]),
    ),
    catches: ['odd-events-get-lost'],
    covers: ['I10'],
  },
  {
    id: 'registration/names/no-events',
    clause: 'HOOK-2',
    kind: 'provides',
    says: 'an event that nobody registered for reaches no handler',
    given: { extension: 'hook-odd-names' },
    shared: true,
    when: sequence(filter('letters.items.create', draft), ...nobodies.map(([name]) => bare(filter(name, draft)))),
    expect: Object.fromEntries(
      nobodies.map(([, what], n): [string, Check] => [
        `no handler has it: ${what}`,
        (seen) => seen.calls[n + 1]?.outcome.status === 'absent' || same(returned(seen, n + 1), draft),
      ]),
    ),
    catches: ['every-event-has-a-handler'],
    covers: ['I10'],
  },
  {
    id: 'registration/names/inherited-operations',
    clause: 'OPERATION-1',
    kind: 'provides',
    says: 'an operation whose id every object inherits is absent',
    given: { extension: 'operation-facts' },
    shared: true,
    when: sequence(operation('facts'), ...['toString', 'constructor', '__proto__', 'facts '].map((id) => operation(id))),
    expect: {
      'each is absent': (seen) => seen.calls.length === 5 && seen.calls.slice(1).every(({ outcome }) => outcome.status === 'absent'),
    },
    catches: ['any-operation-id-answers'],
    covers: ['I10'],
  },
]);
