import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act } from '../../src/contract/reading.ts';
import { beside, concurrently, endpoint, sequence } from '../../src/contract/stimulus.ts';

const given = { extension: 'endpoint-routes', beside: { extension: 'endpoint-beside' } };

// Answered at once these take a few ms; a pattern of nested repetition takes longer than any deadline on such a path.
const promptMs = 1_000;
const prompt = ({ calls, besideCalls }: Observation): boolean =>
  [...calls, ...besideCalls].every(({ startedAt, endedAt }) => endedAt - startedAt < promptMs);

const absent = (outcome: { readonly status: string } | undefined): boolean => outcome?.status === 'absent';

const segment = (row: {
  readonly id: string;
  readonly says: string;
  readonly path: string;
  readonly act: string | undefined;
}): ConformanceCase => ({
  id: row.id,
  clause: 'ENDPOINT-5.parameters',
  kind: 'provides',
  says: row.says,
  given: { extension: 'endpoint-routes' },
  shared: true,
  when: sequence(endpoint('POST', '/who'), endpoint('POST', row.path)),
  expect: {
    [row.act === undefined ? 'no route of a parameter answers' : 'that route answers']: (seen) =>
      row.act === undefined ? ['a letter', 'a stamp', 'a count'].every((route) => act(seen, 1) !== route) : act(seen, 1) === row.act,
  },
  catches: [row.act === undefined ? 'parameters-take-anything' : 'parameters-are-literal'],
  covers: ['I11'],
});

export default defineCases([
  {
    id: 'registration/routes/own-mount',
    clause: 'ENDPOINT-5',
    kind: 'provides',
    says: 'two extensions with the same route answer each at its own mount',
    given,
    when: sequence(endpoint('POST', '/who'), beside(endpoint('POST', '/who'))),
    expect: {
      'the route of the one answers for the one': (seen) => act(seen) === 'the routes',
      'the route of the other answers for the other': (seen) => seen.besideCalls[0]?.act === 'the one beside',
    },
    catches: ['routes-have-no-mount', 'mounts-are-swapped'],
    covers: ['I11'],
  },
  {
    id: 'registration/routes/patterns-stay-inside',
    clause: 'ENDPOINT-5.own-mount',
    kind: 'provides',
    says: 'no pattern catches a request to the mount of another extension',
    given,
    when: sequence(
      endpoint('POST', '/who'),
      ...['/honest', '/other', '/', '//', '/anything/else'].map((target) => beside(endpoint('POST', target))),
    ),
    expect: {
      'the route of the other still answers': (seen) => seen.besideCalls[0]?.act === 'the one beside',
      'what the other has no route for is absent': (seen) =>
        seen.besideCalls.length === 5 && seen.besideCalls.slice(1).every(({ outcome }) => absent(outcome)),
    },
    catches: ['routes-have-no-mount', 'strange-routes-cross-mounts'],
    covers: ['I11'],
  },
  {
    id: 'registration/routes/patterns-stall-nobody',
    clause: 'ENDPOINT-5.own-mount',
    kind: 'provides',
    says: 'no pattern takes long to match, and none stalls another extension',
    given,
    when: sequence(
      endpoint('POST', '/who'),
      concurrently(
        endpoint('POST', `/${'a'.repeat(60)}!`),
        endpoint('POST', `/${'a'.repeat(60)}`),
        endpoint('POST', `/${'a/'.repeat(200)}`),
        beside(endpoint('POST', '/honest')),
      ),
    ),
    expect: {
      'every request is answered at once': prompt,
      'the other extension answers': (seen) => seen.besideCalls[0]?.act === 'the one beside',
    },
    catches: ['patterns-stall', 'routes-have-no-mount'],
    covers: ['I11'],
  },
  {
    id: 'registration/routes/first-wins',
    clause: 'ENDPOINT-5.first-wins',
    kind: 'provides',
    says: 'of two routes with the same method and path the first one answers',
    given,
    when: endpoint('POST', '/twice'),
    expect: { 'the first one answers': (seen) => act(seen) === 'first' },
    catches: ['last-route-wins'],
    covers: ['I11'],
  },
  segment({ id: 'registration/routes/parameter', says: 'a parameter stands for a segment', path: '/letters/7?page=1', act: 'a letter' }),
  segment({
    id: 'registration/routes/slash-at-the-end',
    says: 'a slash at the end of the path makes no difference',
    path: '/letters/7/',
    act: 'a letter',
  }),
  segment({
    id: 'registration/routes/route-ends-in-a-slash',
    says: 'a slash at the end of the route makes no difference',
    path: '/end',
    act: 'an end',
  }),
  segment({
    id: 'registration/routes/two-parameters',
    says: 'each parameter stands for a segment',
    path: '/letters/7/stamps/blue',
    act: 'a stamp',
  }),
  segment({ id: 'registration/routes/no-segment', says: 'a parameter needs a segment', path: '/letters/', act: undefined }),
  segment({
    id: 'registration/routes/one-segment-more',
    says: 'a parameter stands for no more than a segment',
    path: '/letters/7/8',
    act: undefined,
  }),
  segment({
    id: 'registration/routes/other-literal',
    says: 'behind a parameter a literal stays one',
    path: '/letters/7/stamp/blue',
    act: undefined,
  }),
]);
