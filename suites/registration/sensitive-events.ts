import { reason, type ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { generatedProgram } from '../../src/contract/generated-program.ts';
import { act, loadRefusal } from '../../src/contract/reading.ts';
import { action, filter } from '../../src/contract/stimulus.ts';

interface Sensitive {
  readonly id: string;
  readonly kind: 'filter' | 'action';
  readonly event: string;
  /** An event that only looks alike. */
  readonly harmless: string;
}

const payload = { email: 'ada@inside.test', password: 'correct horse' };

const withHandler = (kind: 'filter' | 'action', event: string): string => {
  const handler =
    kind === 'filter' ? 'answer' : "(options) => { log(compute((options.challenge ?? options.payload.challenge), 1)); log('it ran'); }";
  return generatedProgram({ exported: `(context) => { context.${kind}('${event}', ${handler}); }` });
};

const sensitive = (row: Sensitive): ConformanceCase => {
  const dispatch = row.kind === 'filter' ? filter : action;
  return {
    id: row.id,
    clause: 'HOOK-9',
    kind: 'refuses',
    says: `an extension that nobody allowed it gets no "${row.event}"`,
    given: {
      extension: 'announces-itself',
      manifest: { type: 'hook', path: 'index.js', source: 'index.js' },
      source: withHandler(row.kind, row.event),
    },
    when: dispatch(row.event, payload),
    expect: {
      'no handler gets it': (seen) => seen.calls[0]?.outcome.status === 'absent' && act(seen) === undefined,
      'a refused load names the event': reason(
        (seen) => seen.load.accepted || loadRefusal(seen)?.error.message.includes(row.event) === true,
      ),
    },
    admits: {
      given: { source: withHandler(row.kind, row.harmless) },
      when: dispatch(row.harmless, payload),
      expect: { 'an event that only looks alike arrives': (seen) => seen.challenge === 'answered' },
    },
    catches: ['hands-out-credentials', 'refused-handlers-stay', 'refuses-events-without-a-name'],
    covers: ['I10'],
  };
};

export default defineCases([
  sensitive({
    id: 'registration/sensitive-events/authenticate',
    kind: 'filter',
    event: 'authenticate',
    harmless: 'authenticated',
  }),
  sensitive({
    id: 'registration/sensitive-events/login',
    kind: 'action',
    event: 'auth.login',
    harmless: 'authors.login',
  }),
  sensitive({
    id: 'registration/sensitive-events/token',
    kind: 'filter',
    event: 'auth.jwt',
    harmless: 'items.auth.jwt',
  }),
  sensitive({
    id: 'registration/sensitive-events/websocket',
    kind: 'filter',
    event: 'websocket.authenticate',
    harmless: 'websocket.message',
  }),
]);
