import type { Json } from '../../../src/contract/json.ts';
import { createRuntime } from '../../../src/reference/create-runtime.ts';
import { folderOf, operationId, type ExtensionName } from './extensions.ts';

/** One of the measured operations, loaded into the reference runtime. */
export interface LoadedOperation extends AsyncDisposable {
  call(input: Json): Promise<Json | undefined>;
}

/** Loads an operation. */
export const openOperation = async (name: ExtensionName, isolation: 'process' | 'in-process'): Promise<LoadedOperation> => {
  const runtime = createRuntime({ spares: 0, isolation });
  const sandbox = await runtime.load(folderOf(name));
  return { call: (input) => sandbox.operation(operationId, input), [Symbol.asyncDispose]: () => runtime.dispose() };
};
