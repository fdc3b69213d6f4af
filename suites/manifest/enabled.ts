import { reason, type ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import { act, field, loadRefusal, refusedAt, texts } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const requestedScopes = { log: {} };

const unsandboxed = (row: {
  readonly id: string;
  readonly says: string;
  readonly sandbox: Json;
  readonly catches?: readonly [string, ...string[]];
}): ConformanceCase => ({
  id: row.id,
  clause: 'MAN-2',
  kind: 'refuses',
  says: row.says,
  given: { extension: 'announces-itself', manifest: { sandbox: row.sandbox } },
  when: operation('announces-itself'),
  expect: {
    'the load is refused': (seen) => loadRefusal(seen) !== undefined,
    'none of its code runs': (seen) => texts(seen).length === 0 && act(seen) === undefined,
    'it is refused for its manifest': reason((seen) => refusedAt(seen, 'manifest')),
  },
  admits: {
    given: { manifest: { sandbox: { enabled: true, requestedScopes } } },
    expect: { 'with enabled: true it loads and runs': (seen) => texts(seen).includes('evaluated') && act(seen) === 'ran' },
  },
  catches: row.catches ?? ['ignores-enabled-flag'],
  covers: ['K28'],
});

const reached = ['process', 'require', 'global', 'Buffer', 'fetch', 'setTimeout'];

export default defineCases([
  {
    id: 'manifest/enabled/true-runs-in-the-sandbox',
    clause: 'MAN-1',
    kind: 'provides',
    says: 'with enabled: true the code runs, and what it runs in is the sandbox',
    given: { extension: 'free-names', manifest: { sandbox: { enabled: true, requestedScopes: {} } } },
    when: operation('free-names'),
    expect: {
      'the code sees nothing that the host is made of': (seen) => reached.every((name) => field(act(seen), 'free', name) === 'undefined'),
    },
    catches: ['leaks-process', 'leaks-timers', 'leaks-web-functions'],
  },
  unsandboxed({
    id: 'manifest/enabled/false',
    says: 'enabled: false is refused',
    sandbox: { enabled: false, requestedScopes },
  }),
  unsandboxed({
    id: 'manifest/enabled/text',
    says: 'enabled: "true", a text, is refused',
    sandbox: { enabled: 'true', requestedScopes },
  }),
  unsandboxed({
    id: 'manifest/enabled/inherited',
    says: 'enabled: true below __proto__ is refused',
    sandbox: { ['__proto__']: { enabled: true }, requestedScopes },
    catches: ['inherits-from-proto-keys'],
  }),
]);
