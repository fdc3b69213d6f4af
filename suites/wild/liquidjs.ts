import { directus, directusFails } from '../../fixtures/services/directus.ts';
import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import { nothingLeft, returned, same, sent, threw } from '../../src/contract/reading.ts';
import { bare, operation } from '../../src/contract/stimulus.ts';

const extension = 'npm:@directus-labs/liquidjs-operation';
// `publicUrl` is read before anything else, in custom mode too: without one the operation rejects whatever it is asked for
const render = (options: { readonly [key: string]: Json }) =>
  bare(operation('liquidjs-operation', { publicUrl: 'https://studio.test/', ...options }));
const rendered = { standIn: 'the result is what only the template language inside the package makes of this template' };

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

const failures = [
  { id: 'wild/liquidjs/token-refused', status: 401 },
  { id: 'wild/liquidjs/project-out-of-order', status: 500 },
] as const;

export default defineCases([
  {
    id: 'wild/liquidjs/custom-template',
    clause: 'WILD-1',
    kind: 'provides',
    shared: true,
    says: 'the Liquid operation 1.2.0 renders a template of its own',
    given: { extension },
    when: render({
      mode: 'custom',
      operationMode: 'single',
      template:
        'Grüße, {# name | capitalize #}! {% if urgent %}{# items | sort | join: ", " #}{% else %}later{% endif %} {# 7 | times: 6 #}',
      data: { name: 'ida', urgent: true, items: ['b', 'a', 'ü'] },
      dataReturnFields: ['urgent'],
    }),
    expect: {
      'it returns the rendered text and the chosen fields': (seen) =>
        same(returned(seen), { urgent: true, template: 'Grüße, Ida! a, b, ü 42' }),
    },
    challenge: rendered,
    catches: ['booleans-become-text'],
  },
  {
    id: 'wild/liquidjs/batch',
    clause: 'WILD-1',
    kind: 'provides',
    shared: true,
    says: 'the Liquid operation 1.2.0 renders one template for a list of data',
    given: { extension },
    when: render({
      mode: 'custom',
      operationMode: 'batch',
      template: '{% for one in of %}{# forloop.index #}.{# one #} {% endfor %}',
      data: [
        { id: 1, of: ['x', 'y'] },
        { id: 2, of: [] },
      ],
      dataReturnFields: ['id'],
    }),
    expect: {
      'it returns one result for each, in order': (seen) =>
        same(returned(seen), [
          { id: 1, template: '1.x 2.y ' },
          { id: 2, template: '' },
        ]),
    },
    challenge: rendered,
    catches: ['async-lists-come-back-in-reverse'],
  },
  {
    id: 'wild/liquidjs/saved-template',
    clause: 'WILD-1',
    kind: 'provides',
    says: 'the Liquid operation 1.2.0 fetches a saved template and renders its fields',
    given: { extension, network: directus },
    when: render(saved),
    expect: {
      'the project gets one GET with the token': (seen) =>
        same(
          sent(seen).map(({ method, url, headers }) => `${method} ${url} ${headers['authorization']}`),
          ['GET https://studio.test/items/templates/7 Bearer {{token}}'],
        ),
      'it returns each field rendered': (seen) =>
        same(returned(seen), { urgent: true, subject: '{{title}} for IDA', letter: '<li>a &amp; b</li><li>&lt;c&gt;</li>' }),
    },
    challenge: { standIn: 'the project draws a part of its template per run, and the operation returns it' },
    catches: ['drops-request-headers', 'json-stays-text', 'booleans-become-text'],
  },
  ...failures.map(({ id, status }): ConformanceCase => ({
    id,
    clause: 'WILD-1',
    kind: 'provides',
    says: `the Liquid operation 1.2.0 rejects when the project answers ${status}`,
    given: { extension, network: directusFails(status) },
    when: render(saved),
    expect: {
      'the project gets one GET with the token': (seen) =>
        same(
          sent(seen).map(({ method, url, headers }) => `${method} ${url} ${headers['authorization']}`),
          ['GET https://studio.test/items/templates/7 Bearer {{token}}'],
        ),
      'the operation rejects with an error that has a text': (seen) => (threw(seen)?.message ?? '') !== '',
    },
    challenge: { standIn: 'the request is that of the package' },
    catches: ['drops-request-headers', 'swallows-what-is-thrown'],
  })),
  {
    id: 'wild/liquidjs/no-mode',
    clause: 'WILD-1',
    kind: 'provides',
    shared: true,
    says: 'the Liquid operation 1.2.0 rejects a mode that it does not know, in its own words',
    given: { extension },
    when: render({ mode: 'other', operationMode: 'single', data: {} }),
    expect: { 'it rejects with its own error': (seen) => threw(seen)?.message === 'Invalid mode specified' },
    challenge: { standIn: 'the message is the words of the package' },
    catches: ['swallows-what-is-thrown', 'replaces-the-thrown-value'],
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
