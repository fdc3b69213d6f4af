import { Command } from 'commander';

import { openLanes } from '../fuzz/lanes.ts';
import { readRepro } from '../fuzz/repro.ts';
import { printable } from '../report/printable.ts';
import { pairs } from './flags.ts';
import { nameOf, openSubject, type SubjectFlags } from './open-subject.ts';
import { paint } from './paint.ts';

interface ReplayFlags extends SubjectFlags {
  readonly adapter: string;
  readonly json?: boolean;
}

const replay = async (path: string, flags: ReplayFlags): Promise<void> => {
  const repro = readRepro(path);
  const subject = await openSubject(flags.adapter, flags);
  await using lanes = openLanes(subject, 1);
  const [play] = lanes.plays;
  if (play === undefined) throw new Error('no lane was opened');
  const unmet = await play({ ...repro, covers: [] });
  process.exitCode = unmet.length === 0 ? 0 : 1;
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify({ file: path, runtime: nameOf(subject), clause: repro.clause, unmet }, null, 2)}\n`);
    return;
  }
  const lines = [
    `${unmet.length === 0 ? paint.green('ok  ') : paint.red('FAIL')} ${paint.bold(repro.says)} (${repro.clause})`,
    ...unmet.map((sentence) => `  ${printable(sentence)}`),
    `${nameOf(subject)}; found on ${repro.found.runtime}${repro.found.fault === undefined ? '' : ` with the fault ${repro.found.fault}`}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
};

/** `sandproof replay` */
export const replayCommand = (): Command =>
  new Command('replay')
    .description('play one finding of `sandproof fuzz` in a runtime')
    .argument('<file>', 'a file that `sandproof fuzz --out` has written')
    .requiredOption('-a, --adapter <name|file|exec: command>', 'as for `sandproof run`')
    .option('--fault <name>', 'build in a deliberate defect')
    .option('--json', 'print the result as JSON')
    .option('--adapter-option <key=value>', 'passed to the adapter; may be repeated', pairs, {})
    .addHelpText('after', '\nExit codes: 0 it does as it must, 1 it does not, 2 usage.')
    .action((path: string, flags: ReplayFlags) => replay(path, flags));
