import { describe, expect, it } from 'vitest';

import { absent, apart, itHangsApart, itOpensEveryDoorApart, itRefusesApart, itRunsOperationsApart } from '../own-process-tests.testing.ts';

const adapter = apart(new URL('adapter.ts', import.meta.url));

describe('the adapter of plain import()', () => {
  itRunsOperationsApart(adapter);
  itOpensEveryDoorApart(adapter);
  itRefusesApart(adapter, [
    [
      'a name that does not exist',
      'import { nope } from "directus:api"; export default nope',
      { phase: 'link', error: { name: 'SyntaxError' } },
    ],
  ]);
  itHangsApart(adapter, 'in a loop', '() => { for (;;); }');

  it('ends a call that never settles', async () => {
    expect(await adapter.operation('(n) => (n === 1 ? new Promise(() => {}) : n)', [1, 2], { wallMs: 300 })).toMatchObject({
      seen: [{ status: 'stopped', limit: 'wall' }, { status: 'returned', json: '2' }, absent],
    });
  });

  it('keeps nothing from the extension, which is why it is here', async () => {
    const source =
      "import { readFileSync } from 'node:fs'; export default { id: 'it', handler: () => [typeof process, typeof readFileSync] };";
    expect(await adapter.load(source, [[{ operation: 'it' }, 0]])).toMatchObject({ seen: [{ json: '["object","function"]' }, absent] });
  });
});
