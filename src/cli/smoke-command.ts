import { Command } from 'commander';

import { resolveAdapter } from '../harness/resolve-adapter.ts';
import { smoke } from '../harness/smoke.ts';
import { printable } from '../report/printable.ts';
import { pairs } from './flags.ts';
import { paint } from './paint.ts';

interface SmokeFlags {
  readonly adapter: string;
  readonly adapterOption: Readonly<Record<string, string>>;
}

const run = async ({ adapter, adapterOption }: SmokeFlags): Promise<void> => {
  const results = await smoke(resolveAdapter(adapter, adapterOption), ({ says, held, seen, hint }) => {
    const mark = held ? paint.green('ok  ') : paint.red('FAIL');
    process.stdout.write(`${mark} ${says}\n`);
    if (seen !== undefined) process.stdout.write(`     seen: ${printable(seen)}\n     look at: ${hint ?? ''}\n`);
  });
  const failed = results.filter(({ held }) => !held).length;
  process.stdout.write(
    failed === 0
      ? `${results.length} of ${results.length} steps hold: what fails in \`sandproof run\` is the runtime's, not the adapter's.\n`
      : `${failed} of ${results.length} steps fail; mend the adapter before running the suite.\n`,
  );
  process.exitCode = failed === 0 ? 0 : 1;
};

/** `sandproof smoke` */
export const smokeCommand = (): Command =>
  new Command('smoke')
    .description('check an adapter in ten small steps, before the suite blames its runtime')
    .requiredOption('-a, --adapter <name|file|exec: command>', 'as for `sandproof run`')
    .option('--adapter-option <key=value>', 'passed to the adapter; may be repeated', pairs, {})
    .action((flags: SmokeFlags) => run(flags));
