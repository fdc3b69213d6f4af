import type { Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { act, field } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const seesNothing =
  (root: string): Check =>
  (seen) => {
    const found = field(act(seen), root);
    return Array.isArray(found) && found.length === 0;
  };

export default defineCases([
  {
    id: 'isolation/constructors/code-made-through-what-is-given',
    clause: 'ENV-4',
    kind: 'contains',
    says: 'code made through the constructors of everything that an extension is given sees no global of a host',
    given: { extension: 'makes-code' },
    when: operation('makes-code', { list: [1, { inner: true }], nested: { deep: [] } }),
    expect: {
      'through the constructors of globalThis there is no host global': seesNothing('globals'),
      'through the functions of directus:api there is none': seesNothing('functions'),
      "through the handler's argument there is none": seesNothing('argument'),
      'through promises and what they resolve to there is none': seesNothing('promises'),
      'through errors of refused calls there is none': seesNothing('errors'),
    },
    catches: ['leaks-process', 'leaks-console', 'leaks-timers', 'leaks-web-functions', 'leaks-engine-functions'],
    covers: ['A01', 'A03', 'A04', 'A05', 'A09', 'C14'],
  },
]);
