import type { Check } from '../../src/contract/case.ts';
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

const segments: readonly (readonly [path: string, what: string, act: string])[] = [
  ['/letters/7?page=1', 'a parameter stands for a segment', 'a letter'],
  ['/letters/7/', 'a slash at the end of the path makes no difference', 'a letter'],
  ['/end', 'a slash at the end of the route makes no difference', 'an end'],
  ['/letters/7/stamps/blue', 'each parameter stands for a segment', 'a stamp'],
];

const others: readonly (readonly [path: string, what: string])[] = [
  ['/letters/', 'a parameter needs a segment'],
  ['/letters/7/8', 'a parameter stands for no more than a segment'],
  ['/letters/7/stamp/blue', 'behind a parameter a literal stays one'],
];

const ofParameters = ['a letter', 'a stamp', 'a count'];

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
    id: 'registration/routes/patterns-harm-nobody',
    clause: 'ENDPOINT-5.own-mount',
    kind: 'provides',
    says: 'no pattern catches a request to the mount of another extension, takes long to match, or stalls the other',
    given,
    when: sequence(
      endpoint('POST', '/who'),
      ...['/honest', '/other', '/', '//', '/anything/else'].map((target) => beside(endpoint('POST', target))),
      concurrently(
        endpoint('POST', `/${'a'.repeat(60)}!`),
        endpoint('POST', `/${'a'.repeat(60)}`),
        endpoint('POST', `/${'a/'.repeat(200)}`),
        beside(endpoint('POST', '/honest')),
      ),
    ),
    expect: {
      'the route of the other still answers': (seen) => seen.besideCalls[0]?.act === 'the one beside',
      'what the other has no route for is absent': (seen) =>
        seen.besideCalls.length === 6 && seen.besideCalls.slice(1, 5).every(({ outcome }) => absent(outcome)),
      'every request is answered at once': prompt,
      'meanwhile the other extension answers': (seen) => seen.besideCalls[5]?.act === 'the one beside',
    },
    catches: ['routes-have-no-mount', 'strange-routes-cross-mounts', 'patterns-stall'],
    covers: ['I11'],
  },
  {
    id: 'registration/routes/first-wins',
    clause: 'ENDPOINT-5.first-wins',
    kind: 'provides',
    says: 'of two routes with the same method and path the first one answers',
    given: { extension: 'endpoint-routes' },
    shared: true,
    when: endpoint('POST', '/twice'),
    expect: { 'the first one answers': (seen) => act(seen) === 'first' },
    catches: ['last-route-wins'],
    covers: ['I11'],
  },
  {
    id: 'registration/routes/segments',
    clause: 'ENDPOINT-5.parameters',
    kind: 'provides',
    says: 'a parameter stands for a segment of the path, and for nothing else',
    given: { extension: 'endpoint-routes' },
    shared: true,
    when: sequence(...[...segments, ...others].map(([path]) => endpoint('POST', path))),
    expect: {
      ...Object.fromEntries(segments.map(([, what, route], n): [string, Check] => [what, (seen) => act(seen, n) === route])),
      ...Object.fromEntries(
        others.map(([, what], n): [string, Check] => [
          what,
          (seen) => act(seen) === 'a letter' && ofParameters.every((route) => act(seen, segments.length + n) !== route),
        ]),
      ),
    },
    catches: ['parameters-are-literal', 'parameters-take-anything'],
    covers: ['I11'],
  },
]);
