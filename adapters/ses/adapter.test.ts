import { describe, expect, it } from 'vitest';

import {
  absent,
  apart,
  itHangsApart,
  itOpensEveryDoorApart,
  itRefusesApart,
  itRunsOperationsApart,
  itSurvivesRejectionsApart,
} from '../own-process-tests.testing.ts';

const adapter = apart(new URL('adapter.ts', import.meta.url));

describe('the adapter of SES', () => {
  itRunsOperationsApart(adapter);
  itOpensEveryDoorApart(adapter);
  itRefusesApart(adapter, [
    ['a foreign import', 'import "node:fs"; export default 1', { phase: 'link' }],
    [
      'a missing name, once it is used',
      'import { nope } from "directus:api"; nope();',
      { phase: 'evaluate', error: { name: 'SyntaxError' } },
    ],
    [
      'a top-level await, which is known',
      'await null; export default { id: "it", handler() {} };',
      { phase: 'link', error: { name: 'SyntaxError' } },
    ],
  ]);
  itSurvivesRejectionsApart(adapter);
  itHangsApart(adapter, 'in any loop', '() => { for (;;); }');

  it('shares intrinsics that nobody can change, and gives clock and chance', async () => {
    const handler = '() => { try { Array.prototype.map = 1; } catch (error) { return [error.name, Date.now() > 0, Math.random() < 1]; } }';
    expect(await adapter.operation(handler, [null])).toMatchObject({ seen: [{ json: '["TypeError",true,true]' }, absent] });
  });
});
