import { reason, type ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { generatedProgram } from '../../src/contract/generated-program.ts';
import { act, loadRefusal, texts } from '../../src/contract/reading.ts';
import { action, filter, sequence, watch } from '../../src/contract/stimulus.ts';

interface Sensitive {
  readonly id: string;
  readonly kind: 'filter' | 'action';
  readonly event: string;
}

const payload = { email: 'ada@inside.test', password: 'correct horse' };

const registering = ({ kind, event }: Omit<Sensitive, 'id'>): string =>
  kind === 'filter'
    ? `context.filter('${event}', answer);`
    : `context.action('${event}', (options) => { log(compute((options.challenge ?? options.payload.challenge), 1)); log('it ran'); });`;

const withHandlers = (...rows: readonly Omit<Sensitive, 'id'>[]): string =>
  generatedProgram({ exported: `(context) => { ${rows.map(registering).join(' ')} }` });

// Events that only look alike.
const harmless = [
  { kind: 'filter', event: 'authenticated' },
  { kind: 'action', event: 'authors.login' },
  { kind: 'filter', event: 'items.auth.jwt' },
  { kind: 'filter', event: 'websocket.message' },
] as const;

const dispatch = ({ kind, event }: Omit<Sensitive, 'id'>) => (kind === 'filter' ? filter : action)(event, payload);

const sensitive = (row: Sensitive): ConformanceCase => ({
  id: row.id,
  clause: 'HOOK-9',
  kind: 'refuses',
  says: `an extension that nobody allowed it gets no "${row.event}"`,
  given: {
    extension: 'announces-itself',
    manifest: { type: 'hook', path: 'index.js', source: 'index.js' },
    source: withHandlers(row),
  },
  when: dispatch(row),
  expect: {
    'no handler gets it': (seen) => seen.calls[0]?.outcome.status === 'absent' && act(seen) === undefined,
    'a refused load names the event': reason((seen) => seen.load.accepted || loadRefusal(seen)?.error.message.includes(row.event) === true),
  },
  admits: {
    given: { source: withHandlers(...harmless) },
    when: sequence(...harmless.map(dispatch), watch(20)),
    expect: {
      'events that only look alike arrive': (seen) =>
        [0, 2, 3].every((n) => act(seen, n) === 'ran') && texts(seen).includes('it ran') && seen.challenge === 'answered',
    },
  },
  catches: ['hands-out-credentials', 'refused-handlers-stay', 'refuses-events-without-a-name'],
  covers: ['I10'],
});

export default defineCases([
  sensitive({ id: 'registration/sensitive-events/authenticate', kind: 'filter', event: 'authenticate' }),
  sensitive({ id: 'registration/sensitive-events/login', kind: 'action', event: 'auth.login' }),
  sensitive({ id: 'registration/sensitive-events/token', kind: 'filter', event: 'auth.jwt' }),
  sensitive({ id: 'registration/sensitive-events/websocket', kind: 'filter', event: 'websocket.authenticate' }),
]);
