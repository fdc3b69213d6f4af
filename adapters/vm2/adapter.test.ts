import { describe, expect, it } from 'vitest';

import {
  absent,
  apart,
  itHangsApart,
  itOpensEveryDoorApart,
  itRefusesApart,
  itRunsOperationsApart,
  itStopsFirstSlicesApart,
  itSurvivesRejectionsApart,
  loopAfterAwait,
} from '../own-process-tests.testing.ts';

const adapter = apart(new URL('adapter.ts', import.meta.url));

describe('the adapter of vm2', () => {
  itRunsOperationsApart(adapter);
  itOpensEveryDoorApart(adapter);
  itRefusesApart(adapter, [
    ['a foreign import', 'import "node:fs"; export default 1', { phase: 'link' }],
    ['a missing name', 'import { nope } from "directus:api"; nope();', { phase: 'link', error: { name: 'SyntaxError' } }],
  ]);
  itSurvivesRejectionsApart(adapter);
  itStopsFirstSlicesApart(adapter);
  itHangsApart(adapter, ...loopAfterAwait);

  it('keeps what leads out of a plain context inside', async () => {
    expect(await adapter.operation('() => globalThis.constructor.constructor("return typeof process")()', [null])).toMatchObject({
      seen: [{ json: '"undefined"' }, absent],
    });
  });
});
