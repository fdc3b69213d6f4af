import type { Json } from '../../../src/contract/json.ts';
import { createRuntime } from '../../../src/reference/create-runtime.ts';
import type { RuntimeOptions } from '../../../src/reference/runtime-options.ts';
import { folderOf, operationId, type ExtensionName } from './extensions.ts';

/** One of the measured operations, loaded into the reference runtime. */
export interface LoadedOperation extends AsyncDisposable {
  call(input: Json): Promise<Json | undefined>;
}

/* Named here until the runtime has the option. */
type Options = RuntimeOptions & { readonly isolation?: 'process' | 'in-process' };

/** Loads an operation; undefined when this runtime cannot isolate it that way. */
export const openOperation = async (name: ExtensionName, isolation: 'process' | 'in-process'): Promise<LoadedOperation | undefined> => {
  const options: Options = { spares: 0, isolation };
  const runtime = createRuntime(options);
  const sandbox = await runtime.load(folderOf(name));
  if (String(sandbox.isolation.kind) !== isolation) {
    await runtime.dispose();
    return undefined;
  }
  return { call: (input) => sandbox.operation(operationId, input), [Symbol.asyncDispose]: () => runtime.dispose() };
};
