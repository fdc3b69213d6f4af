import type { Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { act, field } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

/* Newer than ES2024, and in one engine at least that the suite runs on. */
const globals = ['Iterator', 'Float16Array', 'DisposableStack', 'AsyncDisposableStack', 'SuppressedError'];

const members = [
  'Set.prototype.union',
  'Promise.try',
  'RegExp.escape',
  'Array.fromAsync',
  'Error.isError',
  'Math.f16round',
  'Math.sumPrecise',
  'JSON.rawJSON',
  'Uint8Array.fromBase64',
];

export default defineCases([
  {
    id: 'environment/newer/globals',
    clause: 'ENV-2.newer',
    kind: 'provides',
    says: 'the newer globals are there, and work',
    given: { extension: 'use-newer' },
    shared: true,
    when: operation('use-newer'),
    expect: Object.fromEntries(
      globals.map((name): [string, Check] => [`${name} does what a stub does not`, (seen) => field(act(seen), name) === true]),
    ),
    catches: ['stubs-newer-built-ins', 'hides-newer-built-ins'],
  },
  {
    id: 'environment/newer/members',
    clause: 'ENV-2.works',
    kind: 'provides',
    says: 'a newer member of an older built-in behaves as specified where it is there',
    given: { extension: 'use-newer' },
    shared: true,
    when: operation('use-newer'),
    expect: Object.fromEntries(
      members.map((path) => [
        `${path} does what a stub does not, or is absent`,
        (seen) => [true, 'absent'].some((one) => one === field(act(seen), 'members', path)),
      ]),
    ),
    catches: ['stubs-newer-members'],
  },
]);
