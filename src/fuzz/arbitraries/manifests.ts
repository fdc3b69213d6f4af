import fc from 'fast-check';

import type { Json } from '../../contract/json.ts';
import type { ExtensionType } from '../extension-source.ts';
import { jsonSpelling } from './json-spellings.ts';
import { manifestSlip } from './manifest-slips.ts';

/** The text of a `package.json`, what its code is to be, and what was done to it. */
export interface DrawnManifest {
  readonly type: ExtensionType;
  /** `{{name}}` stands for the name of the run. */
  readonly text: string;
  readonly slips: readonly string[];
  readonly spelling: string;
  /** A right one of the same type, which grants everything and declares all parts. */
  readonly sound: string;
}

const index = 'index.js';
const split = { app: 'app.js', api: index } as const;

const request = fc.record({
  methods: fc.constantFrom<Json[]>(['GET'], ['POST', 'GET'], ['POST']),
  urls: fc.constantFrom<Json[]>(
    ['https://inside.example/*'],
    ['https://other.example/*', 'https://inside.example/granted'],
    ['https://other.example/*'],
  ),
});

const scopes = fc
  .tuple(fc.subarray(['log', 'sleep', 'request']), request)
  .map(([names, scope]): { readonly [key: string]: Json } =>
    Object.fromEntries(names.map((name) => [name, name === 'request' ? scope : {}])),
  );

/* All that the code has: where one is not declared, the bundle may be refused. */
const entries: Json = [
  { type: 'operation', name: 'write', source: split },
  { type: 'operation', name: 'send', source: split },
  { type: 'hook', name: 'stamp', source: index },
];

const everyScope = { log: {}, sleep: {}, request: { methods: ['GET'], urls: ['https://inside.example/*'] } };

const whole = (type: ExtensionType, requestedScopes: { readonly [key: string]: Json }): Json => {
  const isSplit = type === 'operation' || type === 'bundle';
  return {
    name: '{{name}}',
    version: '1.0.0',
    type: 'module',
    'directus:extension': {
      type,
      path: isSplit ? split : index,
      ...(type === 'bundle' ? { entries } : { source: isSplit ? split : index }),
      host: '*',
      sandbox: { enabled: true, requestedScopes },
    },
  };
};

/* Texts that are no JSON, or not that of an object. */
const textSlips: readonly (readonly [name: string, slip: (text: string) => string])[] = [
  ['without its end', (text) => text.slice(0, -1)],
  ['nothing', () => ''],
  ['a comma too many', (text) => `${text.slice(0, -1)},}`],
  ['a comment', (text) => `// ${text.length}\n${text}`],
  ['twice', (text) => text + text],
  ['in a list', (text) => `[${text}]`],
  ['as a text', (text) => JSON.stringify(text)],
  ['null', () => 'null'],
  ['behind a byte order mark', (text) => `\ufeff${text}`],
  ['with white space around', (text) => `\n \t${text}\r\n`],
  ['with single quotes', (text) => text.replaceAll('"', "'")],
  ['with a NUL behind', (text) => `${text}\u0000`],
];

const textSlip = fc.option(fc.constantFrom(...textSlips), { freq: 8, nil: undefined });

const type = fc.oneof(
  { weight: 4, arbitrary: fc.constant<ExtensionType>('operation') },
  { weight: 3, arbitrary: fc.constantFrom<ExtensionType[]>('endpoint', 'hook', 'bundle', 'bundle') },
);

const number = fc.constantFrom(0, 0, 1, 1, 1, 1, 2);

/** Manifests: right ones, and ones with a slip or two, each value written in one of many ways. */
export const manifests: fc.Arbitrary<DrawnManifest> = fc
  .record({
    type,
    scopes,
    slips: number.chain((length) => fc.array(manifestSlip, { minLength: length, maxLength: length })),
    textSlip,
    spelling: jsonSpelling,
  })
  .map((drawn) => {
    const value = drawn.slips.reduce((manifest, { slip }) => slip(manifest), whole(drawn.type, drawn.scopes));
    // one that is no JSON says nothing of what stands in it
    const isSpoilt = drawn.textSlip !== undefined && drawn.slips.length === 0;
    const written = drawn.spelling.write(value);
    const [name, spoil] = drawn.textSlip ?? ['', (text: string) => text];
    const slips = isSpoilt ? [`text ${name}`] : drawn.slips.map((slip) => slip.name);
    return {
      type: drawn.type,
      text: isSpoilt ? spoil(written) : written,
      sound: JSON.stringify(whole(drawn.type, everyScope)),
      slips: slips.length === 0 ? ['none'] : slips,
      spelling: drawn.spelling.name,
    };
  });
