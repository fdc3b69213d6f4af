import type { Given } from '../contract/case.ts';
import type { Observation } from '../contract/observation.ts';
import { act, denial, field, loadRefusal, texts, threw } from '../contract/reading.ts';
import { endpoint, filter, operation, sequence, unload, type Step } from '../contract/stimulus.ts';

/** One small thing that every adapter must get right before the suite can blame its runtime. */
export interface SmokeStep {
  readonly says: string;
  readonly given: Given;
  readonly when: Step;
  holds(seen: Observation): boolean;
  /** What to look at in the adapter when it does not hold. */
  readonly hint: string;
}

const smoke: Given = { extension: 'smoke-operation' };
const ran = (seen: Observation): boolean => seen.challenge === 'answered';

/** The steps that load something; describing and starting come before them. */
export const smokeSteps: readonly SmokeStep[] = [
  {
    says: 'an operation extension loads',
    given: smoke,
    when: sequence(),
    holds: (seen) => seen.load.accepted,
    hint: 'load() resolves to { sandbox, limits } once the extension has registered',
  },
  {
    says: 'its handler runs and its result comes back as JSON text',
    given: smoke,
    when: operation('smoke', { do: 'add', left: 2, right: 3 }),
    holds: (seen) => ran(seen) && act(seen) === 5,
    hint: "call({ extension, operation: 'smoke' }, options) runs handler(options) and resolves to { status: 'returned', json }",
  },
  {
    says: 'a log record arrives under the name of the extension',
    given: smoke,
    when: operation('smoke', { do: 'log', text: 'one line' }),
    holds: (seen) => ran(seen) && texts(seen).join('\n') === 'one line' && seen.logs.every(({ role }) => role === 'subject'),
    hint: "log() of directus:api must end in host.log(<the package's name>, text), before the call's outcome",
  },
  {
    says: 'sleep takes its time and then goes on',
    given: smoke,
    when: operation('smoke', { do: 'sleep', ms: 50 }),
    holds: (seen) => {
      const call = seen.calls[0];
      return ran(seen) && call !== undefined && call.endedAt - call.startedAt >= 48;
    },
    hint: 'sleep(ms) of directus:api resolves after ms milliseconds, never earlier',
  },
  {
    says: 'a thrown error comes back as one, with its name and message',
    given: smoke,
    when: operation('smoke', { do: 'throw', message: 'on purpose' }),
    holds: (seen) => threw(seen)?.name === 'TypeError' && threw(seen)?.message === 'on purpose',
    hint: "an error of the handler is { status: 'threw', thrown: 'null', error: { name, message } }, not a rejection of call()",
  },
  {
    says: 'an endpoint answers, and a route that nobody registered is absent',
    given: { extension: 'smoke-endpoint' },
    when: sequence(endpoint('POST', '/greet', { body: { name: 'sandproof' } }), endpoint('GET', '/nobody')),
    holds: (seen) =>
      ran(seen) &&
      seen.calls[0]?.act === 'hello sandproof' &&
      field(seen.calls[0].value, 'status') === 201 &&
      seen.calls[1]?.outcome.status === 'absent',
    hint: "an endpoint's json is { status, headers, body }; an unknown route is { status: 'absent' }",
  },
  {
    says: 'a filter changes the payload',
    given: { extension: 'smoke-filter' },
    when: filter('items.create', { title: 'a' }),
    holds: (seen) => ran(seen) && field(act(seen), 'seen') === true && field(act(seen), 'title') === 'a',
    hint: "a filter's json is the payload after the handlers of the event",
  },
  {
    says: 'a manifest that is no JSON is refused in phase manifest, and the load after it is not',
    given: { extension: 'smoke-operation', manifestText: '{ not json' },
    when: operation('smoke', { do: 'add', left: 1, right: 1 }),
    holds: (seen) => loadRefusal(seen)?.phase === 'manifest' && seen.calls[0]?.outcome.status === 'absent' && denial(seen) === undefined,
    hint: "a bad extension is { refused: { phase: 'manifest', error } }, and calls to it are { status: 'absent' }; load() must not throw",
  },
  {
    says: 'an unloaded extension is gone',
    given: smoke,
    when: sequence(operation('smoke', { do: 'add', left: 2, right: 2 }), unload(), operation('smoke', { do: 'add', left: 2, right: 2 })),
    holds: (seen) => ran(seen) && seen.calls[1]?.outcome.status === 'absent' && seen.troubles.length === 0,
    hint: "disposing the sandbox unloads the extension; calls afterwards are { status: 'absent' }",
  },
];
