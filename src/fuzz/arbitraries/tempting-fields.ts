import type { Json } from '../../contract/json.ts';
import type { JsonPath } from './edit-json.ts';

const extension = 'directus:extension';

/** Scopes of which somebody might make all scopes. */
export const everything: { readonly [key: string]: Json } = {
  log: {},
  sleep: {},
  request: { methods: ['GET'], urls: ['https://inside.example/*'] },
};

/** Values that somebody who repairs or guesses would take for a right one, by the field that they are put into. */
export const temptingFields: readonly (readonly [JsonPath, readonly Json[]])[] = [
  [['name'], ['', '../{{name}}', '/{{name}}', '{{name}}/..', 'n'.repeat(300), 7, null, ['{{name}}'], {}]],
  [
    [extension, 'type'],
    ['wizard', 'Operation', 'operations', ' operation', '__proto__', 'constructor', 'toString', ['operation'], { type: 'hook' }],
  ],
  [
    [extension, 'sandbox', 'enabled'],
    ['true', 'TRUE', 'yes', 1, [true], { enabled: true }, false, 'false'],
  ],
  [
    [extension, 'sandbox', 'requestedScopes', 'request', 'methods'],
    ['GET', '*', ['*'], ['get'], ['GET', 'TRACE'], ['GET', 7], [['GET']], ['GET', 'GET'], { 0: 'GET', length: 1 }, []],
  ],
  [
    [extension, 'sandbox', 'requestedScopes', 'request', 'urls'],
    [
      'https://inside.example/*',
      '*',
      ['*'],
      ['*://inside.example/*'],
      ['https://in*.example/*'],
      ['https://other.example/*', 'ftp://inside.example/*'],
      ['https://inside.example/*', 7],
      [['https://inside.example/*']],
      ['https://inside.example/*', 'https://inside.example/*'],
      { 0: 'https://inside.example/*', length: 1 },
      [],
      ['https://*'],
    ],
  ],
  [
    [extension, 'entries'],
    [
      [{ type: 'operation', name: 'write', source: 'index.js' }],
      [{ type: 'hook', name: 'stamp', source: 'index.js' }],
      [{ type: 'interface', name: 'frame', source: 'app.js' }],
      [{ type: 'operation', name: 'ghost', source: { app: 'app.js', api: 'index.js' } }],
      [
        { type: 'hook', name: 'stamp', source: 'index.js' },
        { type: 'hook', name: 'stamp', source: 'index.js' },
      ],
      { 0: { type: 'hook', name: 'stamp', source: 'index.js' }, length: 1 },
    ],
  ],
];
