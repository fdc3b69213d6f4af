/**
 * Prints in which program each planted fault of the scopes is found, for five seeds, and how small the repro is. `--write` writes `docs/planted-faults.md`,
 * `--check` exits 1 when that page says something else. Exit code 1 also when a fault is not found within its budget.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findFault } from '../src/faults/find-fault.ts';
import { budgets, findPlanted } from '../src/fuzz/planted/find-planted.testing.ts';
import { plantedFaults } from '../src/fuzz/planted/planted-faults.testing.ts';
import { sizeOf } from '../src/fuzz/planted/size-of.testing.ts';
import { packageRoot } from '../src/package-root.ts';

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false }, check: { type: 'boolean', default: false } } });
const page = join(packageRoot, 'docs/planted-faults.md');
const seeds = [1, 2, 3, 4, 5];

interface Row {
  readonly cells: readonly string[];
  readonly isFound: boolean;
}

const rowOf = async ([fault, property]: (typeof plantedFaults)[number]): Promise<Row> => {
  const findings = [];
  for (const seed of seeds) findings.push(await findPlanted(fault, property, seed));
  const sizes = findings.flatMap((one) => (one === undefined ? [] : [sizeOf(one.program)]));
  return {
    cells: [
      `\`${fault}\``,
      findFault(fault).breaks.replaceAll('|', '\\|').replaceAll('*', '\\*'),
      `\`${property}\``,
      ...findings.map((one) => (one === undefined ? '–' : String(one.run + 1))),
      `${Math.max(...sizes.map(({ globs }) => globs))} / ${Math.max(...sizes.map(({ calls }) => calls))}`,
    ],
    isFound: sizes.length === seeds.length && sizes.every(({ globs, calls }) => globs <= 2 && calls === 1),
  };
};

const rows: Row[] = [];
for (const planted of plantedFaults) rows.push(await rowOf(planted));

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const head = ['fault', 'what is broken', 'property', ...seeds.map((seed) => `seed ${seed}`), 'globs / URLs'];
const found = rows.filter(({ isFound }) => isFound).length;
const text = `# Planted faults, and when the fuzzer finds them

Written by \`node scripts/planted-faults.ts --write\`; \`src/fuzz/planted-faults.test.ts\` holds it. ${found} of ${rows.length} faults are found with every seed within the budget of the suite: ${Object.entries(
  budgets,
)
  .map(([name, count]) => `${count} programs of \`${name}\``)
  .join(', ')}.

A number says in which program of its property the fault is found first, counted from 1. The last column is the largest repro of the five. The programs are played in this process, against the package's own scope module, with the fault in front of it that is put in front of any runtime.

${line(head)}
${line(head.map(() => '---'))}
${rows.map(({ cells }) => line(cells)).join('\n')}
`;

if (values.write) writeFileSync(page, text);
else if (!values.check) console.log(text);
const words = (table: string): string => table.replaceAll(/[ -]+/g, ' ');
const isStale = values.check && words(readFileSync(page, 'utf8')) !== words(text);
if (isStale) console.error('docs/planted-faults.md says something else: node scripts/planted-faults.ts --write');
if (isStale || found < rows.length) process.exitCode = 1;
