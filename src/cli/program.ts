import { Command, CommanderError } from 'commander';

import { SandproofError } from '../harness/suite-error.ts';
import { LoadError } from '../reference/runtime-error.ts';
import { printable } from '../report/printable.ts';
import { ownVersion } from './own-version.ts';

/* By name, and read only when asked for: to read all of them would cost each of them time. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import('./run-command.ts')).runCommand(),
  list: async () => (await import('./list-command.ts')).listCommand(),
  'known-failures': async () => (await import('./known-failures-command.ts')).knownFailuresCommand(),
  explain: async () => (await import('./explain-command.ts')).explainCommand(),
  adapters: async () => (await import('./adapters-command.ts')).adaptersCommand(),
  census: async () => (await import('./census-command.ts')).censusCommand(),
  smoke: async () => (await import('./smoke-command.ts')).smokeCommand(),
  init: async () => (await import('./init-command.ts')).initCommand(),
  serve: async () => (await import('./serve-command.ts')).serveCommand(),
  fuzz: async () => (await import('./fuzz-command.ts')).fuzzCommand(),
  replay: async () => (await import('./replay-command.ts')).replayCommand(),
  matrix: async () => (await import('./matrix-command.ts')).matrixCommand(),
  merge: async () => (await import('./merge-command.ts')).mergeCommand(),
  prove: async () => (await import('./prove-command.ts')).proveCommand(),
  floor: async () => (await import('./floor-command.ts')).floorCommand(),
};

const examples = `
Examples:
  sandproof run --adapter reference                        the whole suite against the reference runtime
  sandproof run --adapter ./my-adapter.ts --suite request  one suite against your own runtime
  sandproof run --adapter 'exec: python3 my_runtime.py'    a runtime in any language
  sandproof run --adapter node-vm --out report --reporter console,json,junit
  sandproof explain request/scope/another-host             what a case wants, and why
  sandproof census --adapter ./my-adapter.ts               what an extension reaches in it, and what is foreign
  sandproof smoke --adapter ./my-adapter.ts                is the adapter itself all right?
  sandproof serve ./my-extension                           its endpoints on loopback, its logs here

Exit codes: 0 conforms (known failures included), 1 violation or stale known failure, 2 usage, 3 incomplete, 4 the suite's own fault.`;

/** Parses the command line, runs the command and sets the exit code. Errors of usage are one sentence on stderr. */
export const program = async (words: readonly string[]): Promise<void> => {
  const sandproof = new Command('sandproof')
    .description('Proves sandboxes that run JavaScript extensions, or shows the hole.')
    .version(ownVersion)
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText('after', examples);
  const asked = Object.entries(commands).filter(([name]) => name === words[0]);
  try {
    // words that name no command are told of all of them
    for (const [, make] of asked.length > 0 ? asked : Object.entries(commands)) sandproof.addCommand((await make()).exitOverride());
    await sandproof.parseAsync(words, { from: 'user' });
  } catch (cause) {
    if (cause instanceof CommanderError) process.exitCode = cause.exitCode === 0 ? 0 : 2;
    else if (cause instanceof SandproofError || cause instanceof LoadError) {
      process.stderr.write(`${printable(cause.message)}\n(${cause.code}; see docs/errors/${cause.code}.md)\n`);
      process.exitCode = cause.code === 'BAD_CASE' ? 4 : 2;
    } else {
      process.stderr.write(`the suite itself failed: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
      process.exitCode = 4;
    }
  }
};
