import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, isPermissionError, refusedIn, returned, same, sent, texts } from '../../src/contract/reading.ts';
import { action, endpoint, filter, operation, sequence } from '../../src/contract/stimulus.ts';

const status = (seen: Observation, n: number): Json | undefined => field(returned(seen, n), 'status');
const body = (seen: Observation, n: number): Json | undefined => field(returned(seen, n), 'body');

const answeredHere = (seen: Observation, n: number): boolean => {
  const outcome = seen.calls[n]?.outcome;
  if (outcome?.status !== 'threw') return false;
  return outcome.thrown === '{"reason":"closed"}';
};

const inside = 'https://inside.test/note';
const missing = 'https://inside.test/missing';

export default defineCases([
  {
    id: 'environment/changed-at-load/hooks',
    clause: 'ENV-10',
    kind: 'contains',
    says: 'hooks that are registered when every intrinsic has been changed already work as all others do',
    given: { extension: 'changes-all-while-loading' },
    when: sequence(
      filter('challenge.items.create', {}),
      filter('letter.items.create', { words: 'one two' }),
      filter('refused.items.create', { words: 'three' }),
      action('letter.items.create', { words: 'four five' }),
    ),
    expect: {
      'filters run in their order, each on the result of the last': (seen) =>
        same(returned(seen, 1), { words: 'one two', first: true, second: true }),
      'a filter that throws prevents the event, with what it threw': (seen) => answeredHere(seen, 2),
      'an action gets its payload': (seen) => same([...texts(seen)], ['acted on four five']),
    },
    catches: ['bridge-uses-what-changed-at-load'],
    covers: ['B01', 'B02', 'B03', 'B04', 'B05'],
  },
  {
    id: 'environment/changed-at-load/endpoints',
    clause: 'ENV-10',
    kind: 'contains',
    says: 'routes that are registered when every intrinsic has been changed already work as all others do',
    given: { extension: 'changes-all-while-loading', manifest: { type: 'endpoint' } },
    when: sequence(
      endpoint('POST', '/challenge'),
      endpoint('GET', '/letters/7/pages?from=2'),
      endpoint('PUT', '/letters/a/b', { body: { words: ['six', null] } }),
      endpoint('PATCH', '/letters', { headers: { 'x-note': 'kept' } }),
      endpoint('DELETE', '/letters'),
      endpoint('GET', '/nothing'),
    ),
    expect: {
      'a path with a parameter is found, and its URL and text arrive': (seen) =>
        status(seen, 1) === 201 && body(seen, 1) === 'pages at /letters/7/pages?from=2',
      'a path with a rest is found, and its body arrives': (seen) => status(seen, 2) === 202 && same(body(seen, 2), { put: ['six', null] }),
      'a header arrives, and so does what is promised': (seen) => status(seen, 3) === 203 && same(body(seen, 3), { note: 'kept' }),
      'a status that none is becomes a 5xx': (seen) => Number(status(seen, 4)) >= 500 && Number(status(seen, 4)) < 600,
    },
    catches: ['bridge-uses-what-changed-at-load'],
    covers: ['B01', 'B02', 'B03', 'B05'],
  },
  {
    id: 'environment/changed-at-load/frozen',
    clause: 'ENV-10',
    kind: 'provides',
    says: 'the bridge works when every intrinsic is frozen',
    given: {
      extension: 'freezes-all',
      network: { answers: { [inside]: { body: 'a note' }, [missing]: { status: 404, body: 'gone' } } },
    },
    when: operation('freezes-all', { inside, missing, outside: 'https://outside.test/' }),
    expect: {
      'log makes its record': (seen) => field(act(seen), 'frozen') === true && texts(seen).includes('while all is frozen'),
      'sleep resolves': (seen) => same(field(act(seen), 'slept'), { done: true }),
      'a request is sent and answered': (seen) => sent(seen)[0]?.url === inside && field(act(seen), 'answer', 'value', 'data') === 'a note',
      'an answer outside 2xx rejects with its status': (seen) => field(act(seen), 'failed', 'status') === 404,
      'a denial is still one': (seen) => isPermissionError(refusedIn(seen, 'denied'), 'request'),
    },
    catches: ['bridge-writes-to-what-is-frozen'],
    covers: ['B01'],
  },
]);
