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

describe('the adapter of @edge-runtime/vm', () => {
  itRunsOperationsApart(adapter);
  itOpensEveryDoorApart(adapter);
  itRefusesApart(adapter, [
    ['a foreign import', 'import "node:fs"; export default 1', { phase: 'link' }],
    ['a missing name', 'import { nope } from "directus:api"; nope();', { phase: 'link', error: { name: 'SyntaxError' } }],
  ]);
  itSurvivesRejectionsApart(adapter);
  itStopsFirstSlicesApart(adapter);
  itHangsApart(adapter, ...loopAfterAwait);

  it('lets extensions out, which is why it is here', async () => {
    expect(await adapter.operation('() => globalThis.constructor.constructor("return process.pid")() > 0', [null])).toMatchObject({
      seen: [{ json: 'true' }, absent],
    });
  });

  it('leaves names without values', async () => {
    expect(await adapter.operation('() => ["fetch" in globalThis, typeof fetch, typeof setTimeout, typeof console]', [null])).toMatchObject(
      {
        seen: [{ json: '[true,"undefined","undefined","undefined"]' }, absent],
      },
    );
  });
});
