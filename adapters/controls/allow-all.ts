import { control, accepted } from './parts/control.ts';
import { openApi } from './parts/open-api.ts';
import { runExtension, type RunningExtension } from './parts/run-extension.ts';

/** Runs every extension in its own process and realm, checks nothing, limits nothing, and forgets nothing. */
export default control('allow-all', (host) => {
  const running = new Map<string, RunningExtension>();
  return {
    load: async (extension, options) => {
      const api = openApi(host, extension.name);
      try {
        running.set(extension.name, await runExtension(extension, api));
      } catch (thrown) {
        // it does not refuse what its own code breaks on: the extension is there, and nothing of it can be called
        process.stderr.write(`${String(thrown)}\n`);
      }
      return accepted(extension, options);
    },
    call: async (entry, input) => (await running.get(entry.extension)?.call(entry, input)) ?? { status: 'absent' },
  };
});
