import { openQuickjsEngine } from '../../../adapters/quickjs-wasi/quickjs-engine.ts';
import type { Json } from '../../../src/contract/json.ts';
import { parseRecords } from '../../../src/guest/parse-records.ts';
import { defaultLimits } from '../../../src/reference/default-limits.ts';
import { operationId } from './extensions.ts';

/** An operation in QuickJS, compiled to WebAssembly, in this process. */
export interface QuickjsRealm extends Disposable {
  call(input: Json): Promise<unknown>;
}

/** Opens a QuickJS virtual machine with the boot module that every runtime here shares, and loads the extension into it. */
export const openQuickjsRealm = async (source: string): Promise<QuickjsRealm> => {
  const { registrations, pendingCalls, logLines, logBytes, resultBytes, requests, requestBytes } = defaultLimits;
  const engine = await openQuickjsEngine(
    {
      kind: 'operation',
      scopes: { log: true, sleep: true, request: false },
      limits: { registrations, pendingCalls, logLines, logBytes, resultBytes, requests, requestBytes },
    },
    defaultLimits,
  );
  await (
    await engine.evaluate(source)
  ).finished;
  await engine.register();
  engine.drain();
  let last = 0;
  return {
    async call(input) {
      last += 1;
      await engine.dispatch(JSON.stringify({ call: last, operation: operationId, input }));
      for (;;) {
        const records = parseRecords(engine.drain());
        const sleeping = records.find((record) => 'sleep' in record);
        const returned = records.find((record) => 'returned' in record);
        if (returned?.json !== undefined) return JSON.parse(returned.json) as Json;
        if (sleeping === undefined) throw new Error(`Expected a result, got ${JSON.stringify(records)}`);
        await engine.deliver(JSON.stringify({ resolve: sleeping.sleep }));
      }
    },
    [Symbol.dispose]: () => engine.dispose(),
  };
};
