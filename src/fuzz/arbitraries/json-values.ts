import fc from 'fast-check';

import type { Json } from '../../contract/json.ts';
import { objectOf } from './json-objects.ts';

/* Names that mean something to whoever copies objects carelessly (DATA-2). */
const hostileKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'then',
  'toJSON',
  'toString',
  'valueOf',
  'length',
  'status',
  'error',
  'result',
  'challenge',
  '0',
  '-1',
  '',
  'ä',
  '\u0000',
  '\ud800',
] as const;

const hostileTexts = ['\u2028', '\ud83d', '</script>', '\u0000', '{"a":1}', 'NaN', '\ufeff', "'", '\\', '\n'] as const;
const hostileNumbers = [0, 1, -1, 0.1, 1e21, 5e-324, 2 ** 53, 2 ** 31, -(2 ** 31), 1e308] as const;

// fast-check's own arbitrary of all code points takes a second to set up
const anyText = fc.array(fc.nat({ max: 0xffff }), { maxLength: 12 }).map((codes) => String.fromCharCode(...codes));
const text = fc.oneof(anyText, fc.constantFrom(...hostileTexts));
const key = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...hostileKeys) }, { weight: 1, arbitrary: text });
const leaf: fc.Arbitrary<Json> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.constantFrom(...hostileNumbers),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
  text,
);

/** Values of the JSON data model, with the keys, texts and numbers at which copies go wrong. */
export const jsonValues: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map(objectOf),
  ),
})).value;
