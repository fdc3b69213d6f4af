import { describe, expect, it } from 'vitest';

import {
  absent,
  apart,
  itHangsApart,
  itOpensEveryDoorApart,
  itRefusesApart,
  itRunsOperationsApart,
  itStopsFirstSlicesApart,
  loopAfterAwait,
} from '../own-process-tests.testing.ts';

const adapter = apart(new URL('adapter.ts', import.meta.url), ['--experimental-vm-modules']);

describe('the adapter of node:vm', () => {
  itRunsOperationsApart(adapter);
  itOpensEveryDoorApart(adapter);
  itRefusesApart(adapter, [['a foreign import', 'import "node:fs"; export default 1', { phase: 'link' }]]);
  itStopsFirstSlicesApart(adapter);
  itHangsApart(adapter, ...loopAfterAwait);

  it('lets extensions out, which is why it is here', async () => {
    expect(await adapter.operation('() => globalThis.constructor.constructor("return process.pid")() > 0', [null])).toMatchObject({
      seen: [{ json: 'true' }, absent],
    });
  });
});
