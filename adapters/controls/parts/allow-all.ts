import type { ExtensionPackage, Host } from '../../../src/contract/adapter.ts';
import { accepted, type ControlParts } from './control.ts';
import { watchRealm } from './left-behind.ts';
import { openApi, type OpenApi } from './open-api.ts';
import { runExtension, type RunningExtension } from './run-extension.ts';

/** Runs every extension in this process and realm, with this API; checks nothing else, limits nothing, and forgets nothing. */
export const allowAll = (
  host: Host,
  apiFor: (extension: ExtensionPackage) => OpenApi = ({ name }) => openApi(host, name),
): Required<Pick<ControlParts, 'load' | 'call' | 'isSpoilt'>> => {
  const running = new Map<string, RunningExtension>();
  return {
    load: async (extension, options) => {
      try {
        running.set(extension.name, await runExtension(extension, apiFor(extension)));
      } catch (thrown) {
        // it does not refuse what its own code breaks on: the extension is there, and nothing of it can be called
        process.stderr.write(`${String(thrown)}\n`);
      }
      return accepted(extension, options);
    },
    call: async (entry, input) => (await running.get(entry.extension)?.call(entry, input)) ?? { status: 'absent' },
    isSpoilt: watchRealm(),
  };
};
