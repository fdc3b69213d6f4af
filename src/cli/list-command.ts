import { Command } from 'commander';

import { findClause } from '../contract/clauses.ts';
import { collectCases } from '../harness/collect-cases.ts';
import { coverage, openClasses, openClauses } from '../proof/coverage.ts';

interface ListFlags {
  readonly uncovered?: boolean;
  readonly json?: boolean;
}

type OpenRow =
  | { readonly clause: string; readonly profile: string; readonly level: string; readonly says: string }
  | { readonly class: string; readonly name: string };

const print = (flags: ListFlags, rows: readonly object[], line: (row: never) => string): void => {
  process.stdout.write(flags.json === true ? `${JSON.stringify(rows, null, 2)}\n` : rows.map((row) => `${line(row as never)}\n`).join(''));
};

const list = async (flags: ListFlags): Promise<void> => {
  const cases = await collectCases();
  if (flags.uncovered === true) {
    const covered = coverage(cases);
    const rows: readonly OpenRow[] = [
      ...openClauses(covered).map(({ id, profile, level, says }) => ({ clause: id, profile, level, says })),
      ...openClasses(covered).map(({ id, name }) => ({ class: id, name })),
    ];
    print(flags, rows, (row: OpenRow) =>
      'clause' in row
        ? `${row.clause.padEnd(28)} ${row.profile.padEnd(10)} ${row.level.padEnd(6)} ${row.says}`
        : `${row.class.padEnd(28)} attack class      ${row.name}`,
    );
    return;
  }
  const rows = cases.map(({ id, clause, kind, says, covers }) => {
    const { profile, level } = findClause(clause) ?? { profile: undefined, level: undefined };
    return { id, clause, profile, level, kind, says, covers: covers ?? [] };
  });
  print(flags, rows, (row: (typeof rows)[number]) => `${row.id.padEnd(58)} ${row.clause.padEnd(22)} ${row.level ?? ''}  ${row.says}`);
};

/** `sandproof list` */
export const listCommand = (): Command =>
  new Command('list')
    .description('list the cases, or what no case covers yet')
    .option('--uncovered', 'clauses of the contract without a case, and attack classes that are neither covered nor excluded')
    .option('--json', 'as JSON')
    .action((flags: ListFlags) => list(flags));
