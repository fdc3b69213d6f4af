import { Command, CommanderError } from 'commander';

import { SandproofError } from '../harness/suite-error.ts';
import { LoadError } from '../reference/runtime-error.ts';
import { printable } from '../report/printable.ts';
import { ownVersion } from './own-version.ts';
import { adaptersCommand } from './adapters-command.ts';
import { censusCommand } from './census-command.ts';
import { explainCommand } from './explain-command.ts';
import { floorCommand } from './floor-command.ts';
import { fuzzCommand } from './fuzz-command.ts';
import { initCommand } from './init-command.ts';
import { knownFailuresCommand } from './known-failures-command.ts';
import { listCommand } from './list-command.ts';
import { matrixCommand } from './matrix-command.ts';
import { mergeCommand } from './merge-command.ts';
import { proveCommand } from './prove-command.ts';
import { replayCommand } from './replay-command.ts';
import { runCommand } from './run-command.ts';
import { serveCommand } from './serve-command.ts';
import { smokeCommand } from './smoke-command.ts';

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
  for (const command of [
    runCommand,
    listCommand,
    knownFailuresCommand,
    explainCommand,
    adaptersCommand,
    censusCommand,
    smokeCommand,
    initCommand,
    serveCommand,
    fuzzCommand,
    replayCommand,
    matrixCommand,
    mergeCommand,
    proveCommand,
    floorCommand,
  ]) {
    sandproof.addCommand(command().exitOverride());
  }
  try {
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
