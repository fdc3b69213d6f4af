import { createReferenceRuntime } from './create-reference-runtime.ts';
import { defaultParts } from './reference-parts.ts';
import type { ReferenceRuntime } from './reference-runtime.ts';
import type { RuntimeOptions } from './runtime-options.ts';

/**
 * Returns a runtime; its spare processes start at once, in the background.
 *
 * @example
 * await using runtime = createRuntime({ logger });
 * const sandbox = await runtime.load('./extensions/greet');
 * const greeting = await sandbox.operation('greet', { name: 'Ada' });
 * @throws {RuntimeError} `LIMIT_INVALID` when a limit is no positive integer, `OPTION_INVALID` when another option is wrong.
 */
export const createRuntime = (options: RuntimeOptions = {}): ReferenceRuntime => createReferenceRuntime(options, defaultParts);
