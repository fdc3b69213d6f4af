/**
 * Writes `docs/contract.md`: every clause with its cases and their faults, every class of attacks with the cases that cover it.
 * `--check` writes nothing and exits 1 when the page is not what clauses and suites give.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { faults } from '../src/faults/faults.ts';
import { collectCases } from '../src/harness/collect-cases.ts';
import { packageRoot } from '../src/package-root.ts';
import { contractPage } from '../src/proof/contract-page.ts';
import { coverage } from '../src/proof/coverage.ts';

const page = 'docs/contract.md';
const path = join(packageRoot, page);
const text = await format(contractPage(coverage(await collectCases()), faults), { ...(await resolveConfig(path)), filepath: path });

if (!process.argv.includes('--check')) {
  writeFileSync(path, text);
  console.log(`wrote ${path}`);
} else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
  console.error(`${page} is not what clauses and suites give; run \`npm run generate\`.`);
  process.exitCode = 1;
}
