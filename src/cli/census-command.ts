import { Command } from 'commander';

import { collectCases } from '../harness/collect-cases.ts';
import { compareSurfaces } from '../harness/compare-surfaces.ts';
import { resolveAdapter } from '../harness/resolve-adapter.ts';
import { readSurface, surfaceText, type Surface } from '../harness/surface.ts';
import { surfaceVerdict, takeCensus } from '../harness/take-census.ts';
import { censusText, differenceText } from './census-text.ts';
import { pairs } from './flags.ts';
import { paint } from './paint.ts';

interface CensusFlags {
  readonly adapter: string;
  readonly adapterOption: Readonly<Record<string, string>>;
  readonly against?: string;
  readonly json?: boolean;
}

const exitCodes = { clean: 0, foreign: 1, incomplete: 3 } as const;

const nameOf = ({ runtime }: Surface): string => `${runtime.name} ${runtime.version}`;

const census = async ({ adapter, adapterOption, against, json }: CensusFlags): Promise<void> => {
  const target = resolveAdapter(adapter, adapterOption);
  // what can't be compared is said before anything runs
  const saved = against?.endsWith('.json') === true ? readSurface(against) : undefined;
  const other = against === undefined || saved !== undefined ? undefined : resolveAdapter(against);
  const cases = await collectCases();
  const surface = await takeCensus(target, cases);
  const second = saved ?? (other === undefined ? undefined : await takeCensus(other, cases));
  const verdict = surfaceVerdict(surface);
  if (second === undefined) {
    process.stdout.write(json === true ? surfaceText(surface) : censusText(surface, paint));
    process.exitCode = exitCodes[verdict];
    return;
  }
  const differences = compareSurfaces(surface, second);
  process.stdout.write(
    json === true ? `${JSON.stringify(differences, null, 2)}\n` : differenceText(differences, nameOf(surface), nameOf(second), paint),
  );
  const isIncomplete = verdict === 'incomplete' || surfaceVerdict(second) === 'incomplete';
  process.exitCode = differences.length > 0 ? 1 : isIncomplete ? 3 : 0;
};

/** `sandproof census` */
export const censusCommand = (): Command =>
  new Command('census')
    .description('what an extension can reach in a runtime, by its shortest path, and what of it is foreign')
    .requiredOption('-a, --adapter <name|file|exec: command>', 'as for `sandproof run`')
    .option('--against <adapter|file.json>', 'print the difference to another runtime, or to a surface that --json wrote')
    .option('--json', 'canonical JSON: the capability surface, or the difference')
    .option('--adapter-option <key=value>', 'passed to the adapter; may be repeated', pairs, {})
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing foreign (with --against: no difference), 1 something foreign (a difference), 2 usage, 3 a place was not walked.',
    )
    .action((flags: CensusFlags) => census(flags));
