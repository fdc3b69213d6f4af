import { Command } from 'commander';

import { describeRuntime } from '../harness/describe-runtime.ts';
import { readKnownFailures } from '../harness/known-failures.ts';
import { adapterNames, controlNames, ownKnownFailures, resolveAdapter } from '../harness/resolve-adapter.ts';
import { SandproofError } from '../harness/suite-error.ts';

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

/** `sandproof adapters` */
export const adaptersCommand = (): Command =>
  new Command('adapters')
    .description('the adapters that come with the package, as each describes its runtime')
    .option('--controls', 'the runtimes broken on purpose, too')
    .option('--json', 'as JSON')
    .action((flags: { readonly json?: boolean; readonly controls?: boolean }) => adapters(flags));
