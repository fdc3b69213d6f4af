import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { act, field } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

/* Newer than ES2024, and in one engine at least that the suite runs on. */
const globals = [
  { id: 'environment/newer/iterator', name: 'Iterator' },
  { id: 'environment/newer/float16-array', name: 'Float16Array' },
  { id: 'environment/newer/disposable-stack', name: 'DisposableStack' },
  { id: 'environment/newer/async-disposable-stack', name: 'AsyncDisposableStack' },
  { id: 'environment/newer/suppressed-error', name: 'SuppressedError' },
] as const;

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
  ...globals.map(({ id, name }): ConformanceCase => ({
    id,
    clause: 'ENV-2.newer',
    kind: 'provides',
    says: `${name} is there, and works`,
    given: { extension: 'use-newer' },
    shared: true,
    when: operation('use-newer'),
    expect: { [`${name} does what a stub does not`]: (seen) => field(act(seen), name) === true },
    catches: ['stubs-newer-built-ins', 'hides-newer-built-ins'],
  })),
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
