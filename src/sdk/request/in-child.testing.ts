import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { SdkOptions } from '../create-sdk.ts';

const run = promisify(execFile);
const script = fileURLToPath(new URL('request-in-a-child.testing.ts', import.meta.url));

/** Requests each URL in a process of its own with this environment, and no other, and returns what came of it. */
export const inChild = async (
  environment: Readonly<Record<string, string>>,
  urls: readonly string[],
  options: Partial<SdkOptions> = {},
): Promise<readonly { readonly status?: number; readonly kind?: string }[]> => {
  const { stdout } = await run(process.execPath, [script, JSON.stringify(options), ...urls], { env: environment });
  return JSON.parse(stdout) as readonly { status?: number; kind?: string }[];
};
