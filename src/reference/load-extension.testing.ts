import type { Limits } from '../contract/limits.ts';
import type { Sandbox } from './create-sandbox.ts';
import { extensionFolder, type ExtensionSketch } from './extension-folder.testing.ts';
import type { ReferenceRuntime } from './reference-runtime.ts';
import { LoadError } from './runtime-error.ts';
import type { RuntimeEvent } from './runtime-event.ts';

/** What a runtime has told its embedder, and the options that make it. */
export interface Told {
  readonly logs: string[];
  readonly events: RuntimeEvent[];
  readonly options: { readonly logger: (extension: string, text: string) => void; readonly onEvent: (event: RuntimeEvent) => void };
}

/** Options that keep what a runtime tells. */
export const tell = (): Told => {
  const logs: string[] = [];
  const events: RuntimeEvent[] = [];
  return {
    logs,
    events,
    options: { logger: (extension, text) => logs.push(`${extension}: ${text}`), onEvent: (event) => events.push(event) },
  };
};

/** Loads an extension of this source. */
export const load = async (
  runtime: ReferenceRuntime,
  source: string,
  sketch?: ExtensionSketch,
  limits: Partial<Limits> = {},
): Promise<Sandbox> => {
  await using extension = await extensionFolder(source, sketch);
  return await runtime.load(extension, { limits });
};

/** Why an extension of this source is not loaded. @throws {Error} when it is. */
export const refusal = async (...given: Parameters<typeof load>): Promise<LoadError> => {
  const error = await load(...given).then(
    () => 'was loaded',
    (thrown: unknown) => thrown,
  );
  if (error instanceof LoadError) return error;
  throw new Error(`expected a LoadError, got ${String(error)}`);
};

/** Source of an operation `it` with this handler. */
export const operation = (handler: string): string =>
  `import { log, sleep, request } from 'directus:api'; export default { id: 'it', handler: ${handler} };`;
