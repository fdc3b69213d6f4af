import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { act, returned, same } from '../../src/contract/reading.ts';
import { bare, filter, operation, sequence } from '../../src/contract/stimulus.ts';

const draft = { title: 'To whom it may concern' };

const event = (row: { readonly id: string; readonly name: string; readonly says: string }): ConformanceCase => ({
  id: row.id,
  clause: 'HOOK-2',
  kind: 'provides',
  says: `${row.says} is the name of an event like any other`,
  given: { extension: 'hook-odd-names' },
  shared: true,
  when: sequence(filter('letters.items.create', draft), filter(row.name, draft)),
  expect: { 'exactly its handler runs': (seen) => act(seen) === 'letters.items.create' && act(seen, 1) === row.name },
  catches: ['odd-events-get-lost'],
  covers: ['I10'],
});

const noEvent = (row: { readonly id: string; readonly name: string; readonly says: string }): ConformanceCase => ({
  id: row.id,
  clause: 'HOOK-2',
  kind: 'provides',
  says: `${row.says} reaches no handler`,
  given: { extension: 'hook-odd-names' },
  shared: true,
  when: sequence(filter('letters.items.create', draft), bare(filter(row.name, draft))),
  expect: {
    'no handler has it': (seen) => seen.calls[1]?.outcome.status === 'absent' || same(returned(seen, 1), draft),
  },
  catches: ['every-event-has-a-handler'],
  covers: ['I10'],
});

export default defineCases([
  event({ id: 'registration/names/proto', name: '__proto__', says: '__proto__' }),
  event({ id: 'registration/names/constructor', name: 'constructor', says: 'constructor' }),
  event({ id: 'registration/names/nested-repetition', name: '(a+)+$', says: 'what could be a pattern' }),
  event({ id: 'registration/names/line-break', name: 'a\nb', says: 'a text with a line break' }),
  event({ id: 'registration/names/space', name: ' ', says: 'a space' }),
  noEvent({ id: 'registration/names/inherited-name', name: 'toString', says: 'an event whose name every object inherits' }),
  noEvent({
    id: 'registration/names/inherited-accessor',
    name: '__defineGetter__',
    says: 'an event whose name every object inherits from Annex B',
  }),
  noEvent({ id: 'registration/names/longer-name', name: 'letters.items.create.more', says: 'an event that only begins like another' }),
  {
    id: 'registration/names/inherited-operations',
    clause: 'OPERATION-1',
    kind: 'provides',
    says: 'an operation whose id every object inherits is absent',
    given: { extension: 'operation-facts' },
    when: sequence(operation('facts'), ...['toString', 'constructor', '__proto__', 'facts '].map((id) => operation(id))),
    expect: {
      'each is absent': (seen) => seen.calls.length === 5 && seen.calls.slice(1).every(({ outcome }) => outcome.status === 'absent'),
    },
    catches: ['any-operation-id-answers'],
    covers: ['I10'],
  },
]);
