import { join } from 'node:path';

import { Command } from 'commander';

import { describeRuntime } from '../harness/describe-runtime.ts';
import { isHeavy, lackOfRuntime, recipeOf } from '../harness/installed-runtime.ts';
import { readKnownFailures } from '../harness/known-failures.ts';
import { adapterNames, controlNames, ownKnownFailures, resolveAdapter } from '../harness/resolve-adapter.ts';
import { SandproofError } from '../harness/suite-error.ts';
import { runtimesFolder } from '../package-root.ts';
import { installRuntime } from './install-runtime.ts';

interface Row {
  readonly name: string;
  readonly runtime?: string;
  readonly engine?: string;
  readonly isolation?: string;
  readonly claims?: readonly string[];
  readonly knownFailures: number;
  /** Why it can't be started here. */
  readonly missing?: string;
}

const rowOf = async (name: string): Promise<Row> => {
  const target = resolveAdapter(name);
  const path = ownKnownFailures(target);
  const knownFailures = path === undefined ? 0 : readKnownFailures(path).length;
  try {
    const { runtime } = await describeRuntime(target);
    return {
      name,
      runtime: `${runtime.name} ${runtime.version}`,
      engine: runtime.engine,
      isolation: runtime.isolation,
      claims: runtime.claims,
      knownFailures,
    };
  } catch (cause) {
    if (!(cause instanceof SandproofError)) throw cause;
    return { name, knownFailures, missing: cause.message };
  }
};

const line = (row: Row): string =>
  row.missing === undefined
    ? `${row.name.padEnd(24)} ${row.runtime ?? ''} on ${row.engine ?? ''}; ${row.isolation ?? ''}; claims ${(row.claims ?? []).join(', ') || 'nothing'}; ${row.knownFailures} known failures`
    : `${row.name.padEnd(24)} not startable here: ${row.missing}`;

const adapters = async (flags: { readonly json?: boolean; readonly controls?: boolean }): Promise<void> => {
  const rows = await Promise.all([...adapterNames(), ...(flags.controls === true ? controlNames() : [])].map(rowOf));
  process.stdout.write(flags.json === true ? `${JSON.stringify(rows, null, 2)}\n` : rows.map((row) => `${line(row)}\n`).join(''));
};

const install = async (names: readonly string[]): Promise<void> => {
  const heavy = adapterNames().filter(isHeavy);
  const unknown = names.find((name) => !heavy.includes(name));
  if (unknown !== undefined)
    throw new SandproofError(
      'BAD_FLAG',
      `adapters install: expected adapters whose runtime is to be installed, ${heavy.join(', ')}, got ${JSON.stringify(unknown)}`,
    );
  for (const name of names) {
    const folder = join(runtimesFolder, name);
    const isThere = lackOfRuntime(name) === undefined;
    if (!isThere) await installRuntime(name, recipeOf(name), folder);
    process.stdout.write(`${name} is installed ${isThere ? 'already' : `in ${folder}`}\n`);
  }
};

/* Its errors are the program's, as those of every command. */
const installCommand = (): Command =>
  new Command('install')
    .exitOverride()
    .description('install the runtimes of these adapters, as their lockfiles have them, from the npm registry')
    .argument('<name...>', 'adapters whose runtime is not of a few MB')
    .action((names: readonly string[]) => install(names));

/** `sandproof adapters` */
export const adaptersCommand = (): Command =>
  new Command('adapters')
    .description('the adapters that come with the package, as each describes its runtime')
    .option('--controls', 'the runtimes broken on purpose, too')
    .option('--json', 'as JSON')
    .action((flags: { readonly json?: boolean; readonly controls?: boolean }) => adapters(flags))
    .addCommand(installCommand());
