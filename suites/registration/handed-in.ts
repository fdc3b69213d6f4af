import { reason } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { generatedProgram } from '../../src/contract/generated-program.ts';
import { act, field, loadRefusal, refusedAt } from '../../src/contract/reading.ts';
import { endpoint } from '../../src/contract/stimulus.ts';

const headers = { authorization: 'Bearer of-a-user', cookie: 'session=of-a-user', 'x-colour': 'blue' };

const register = "(router) => { router.post('/who', ({ body }) => ({ status: 200, body: answer(body) })); }";
const asEndpoint = { type: 'endpoint', path: 'index.js', source: 'index.js' } as const;
const endpointOf = (exported: string): string =>
  generatedProgram({ exported, act: "[typeof process, typeof require, typeof fetch].join(' ')" });

export default defineCases([
  {
    id: 'registration/handed-in/credentials',
    clause: 'ENDPOINT-9',
    kind: 'provides',
    says: "a route does not get the credentials of the host's users",
    given: { extension: 'endpoint-facts' },
    shared: true,
    when: endpoint('POST', '/facts', { headers }),
    expect: {
      'authorization and cookie are withheld': (seen) =>
        act(seen) !== undefined && ['authorization', 'cookie'].every((name) => field(act(seen), 'headers', name) === undefined),
      'any other header arrives': (seen) => field(act(seen), 'headers', 'x-colour') === 'blue',
    },
    catches: ['hands-in-credentials', 'endpoint-headers-get-lost'],
    covers: ['A05'],
  },
  {
    id: 'registration/handed-in/object-form',
    clause: 'ENDPOINT-1.object-form',
    kind: 'refuses',
    says: 'an endpoint in the form of id and handler is refused, or runs in the sandbox',
    given: { extension: 'announces-itself', manifest: asEndpoint, source: endpointOf(`{ id: 'letters', handler: ${register} }`) },
    when: endpoint('POST', '/who'),
    expect: {
      'its routes are absent, or see nothing of the host': (seen) =>
        loadRefusal(seen) === undefined
          ? act(seen) === 'undefined undefined undefined'
          : act(seen) === undefined && seen.calls[0]?.outcome.status === 'absent',
      'a refusal is not one of the manifest': reason((seen) => seen.load.accepted || refusedAt(seen, 'evaluate', 'register')),
    },
    admits: {
      given: { source: endpointOf(register) },
      expect: { 'as a function it answers': (seen) => typeof act(seen) === 'string' },
    },
    catches: ['runs-the-object-form-in-the-host', 'blames-the-manifest'],
    covers: ['I08'],
  },
]);
