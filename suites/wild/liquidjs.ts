import { directus } from '../../fixtures/services/directus.ts';
import { failing } from '../../fixtures/services/failing.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { nothingLeft, returned, same, sent, threw } from '../../src/contract/reading.ts';
import { bare, operation, sequence } from '../../src/contract/stimulus.ts';

const extension = 'npm:@directus-labs/liquidjs-operation';
// `publicUrl` is read before anything else, in custom mode too: without one the operation rejects whatever it is asked for
const render = (options: { readonly [key: string]: Json }) =>
  bare(operation('liquidjs-operation', { publicUrl: 'https://studio.test/', ...options }));

const asked = (seen: Observation) => sent(seen).map(({ method, url, headers }) => `${method} ${url} ${headers['authorization']}`);

const saved = {
  mode: 'saved',
  operationMode: 'single',
  collection: 'templates',
  item: { key: 7 },
  fields: ['subject', 'letter'],
  accessToken: '{{token}}',
  data: { name: 'ida', items: ['a & b', '<c>'], urgent: true },
  dataReturnFields: ['urgent'],
};

const theRequest = 'GET https://studio.test/items/templates/7 Bearer {{token}}';

export default defineCases([
  {
    id: 'wild/liquidjs/templates',
    clause: 'WILD-1',
    kind: 'provides',
    says: 'the Liquid operation 1.2.0 renders a template of its own, one for a list of data, and one that it fetches',
    given: { extension, network: directus },
    when: sequence(
      render({
        mode: 'custom',
        operationMode: 'single',
        template:
          'Grüße, {# name | capitalize #}! {% if urgent %}{# items | sort | join: ", " #}{% else %}later{% endif %} {# 7 | times: 6 #}',
        data: { name: 'ida', urgent: true, items: ['b', 'a', 'ü'] },
        dataReturnFields: ['urgent'],
      }),
      render({
        mode: 'custom',
        operationMode: 'batch',
        template: '{% for one in of %}{# forloop.index #}.{# one #} {% endfor %}',
        data: [
          { id: 1, of: ['x', 'y'] },
          { id: 2, of: [] },
        ],
        dataReturnFields: ['id'],
      }),
      render(saved),
    ),
    expect: {
      'it returns the rendered text and the chosen fields': (seen) =>
        same(returned(seen, 0), { urgent: true, template: 'Grüße, Ida! a, b, ü 42' }),
      'it returns one result for each of a list, in order': (seen) =>
        same(returned(seen, 1), [
          { id: 1, template: '1.x 2.y ' },
          { id: 2, template: '' },
        ]),
      'the project gets one GET with the token': (seen) => same(asked(seen), [theRequest]),
      'it returns each field of the fetched one rendered': (seen) =>
        same(returned(seen, 2), { urgent: true, subject: '{{title}} for IDA', letter: '<li>a &amp; b</li><li>&lt;c&gt;</li>' }),
    },
    challenge: {
      standIn:
        'the results are what only the template language inside the package makes of these templates, one of which the project draws per run',
    },
    catches: ['booleans-become-text', 'async-lists-come-back-in-reverse', 'drops-request-headers', 'json-stays-text'],
  },
  {
    id: 'wild/liquidjs/failures',
    clause: 'WILD-1',
    kind: 'provides',
    says: 'the Liquid operation 1.2.0 rejects when the project answers 401 or 500, and a mode that it does not know',
    given: { extension, network: failing(directus, 401, 500) },
    when: sequence(render(saved), render(saved), render({ mode: 'other', operationMode: 'single', data: {} })),
    expect: {
      'the project gets one GET with the token each time': (seen) => same(asked(seen), [theRequest, theRequest]),
      'the operation rejects with an error that has a text': (seen) => [0, 1].every((n) => (threw(seen, n)?.message ?? '') !== ''),
      'it rejects the mode with its own error': (seen) => threw(seen, 2)?.message === 'Invalid mode specified',
    },
    challenge: { standIn: 'the requests are those of the package, and so is the last message' },
    catches: ['drops-request-headers', 'swallows-what-is-thrown', 'replaces-the-thrown-value'],
  },
  {
    // As published it asks for http://0.0.0.0 where its project is at localhost, under the glob http://*, which names neither.
    id: 'wild/liquidjs/project-at-localhost',
    clause: 'REQ-13',
    kind: 'refuses',
    says: 'the Liquid operation 1.2.0 does not reach a project at localhost: it asks for 0.0.0.0, which its globs do not name',
    given: {
      extension,
      network: {
        servers: {
          local: { at: ['0.0.0.0:8055', '127.0.0.1:8055'], answers: { '*': { body: '{"data":{"subject":"{{title}}"}}' } } },
          open: { at: ['198.51.100.7:8055'], answers: { '*': { body: '{"data":{"subject":"{{title}}"}}' } } },
        },
        dns: { 'studio.test': ['198.51.100.7'] },
      },
    },
    when: render({ ...saved, fields: ['subject'], publicUrl: 'http://localhost:8055/' }),
    expect: {
      'nothing leaves': nothingLeft,
      'it rejects with an error': (seen) => threw(seen) !== undefined,
    },
    admits: {
      when: render({ ...saved, fields: ['subject'], publicUrl: 'http://studio.test:8055/' }),
      expect: { 'a project at a public address is reached': (seen) => same(returned(seen), { urgent: true, subject: '{{title}}' }) },
    },
    challenge: { standIn: 'the twin fetches and renders what the project draws per run' },
    catches: ['special-addresses-are-admitted', 'swallows-what-is-thrown'],
    needs: ['address-policy'],
  },
]);
