/**
 * Writes `docs/runtimes.md` from `docs/runtimes.json`, the adapters' `about.md` and their known failures. `--from <dir>` first takes the rows of a
 * `sandproof matrix --out <dir>` into `docs/runtimes.json`: adapters that it did not measure keep theirs. `--check` writes nothing and exits 1 when the
 * page is not current, or an adapter has no row or no text.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { readKnownFailures } from '../src/harness/known-failures.ts';
import { adapterNames } from '../src/harness/resolve-adapter.ts';
import { packageRoot } from '../src/package-root.ts';
import { runtimesPage, type RuntimeSection } from '../src/report/runtimes-page.ts';
import { matrixSchema, type Matrix, type MatrixRow } from '../src/report/matrix.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false }, from: { type: 'string' } } });
const data = join(packageRoot, 'docs', 'runtimes.json');
const page = join(packageRoot, 'docs', 'runtimes.md');

const read = (path: string): Matrix => matrixSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
const pretty = async (text: string, path: string): Promise<string> => format(text, { ...(await resolveConfig(path)), filepath: path });

const names = adapterNames();
/* The reference first, then by name. */
const inOrder = (rows: readonly MatrixRow[]): readonly MatrixRow[] =>
  rows.toSorted((a, b) => Number(b.adapter === 'reference') - Number(a.adapter === 'reference') || (a.adapter < b.adapter ? -1 : 1));

const before: Matrix = existsSync(data) ? read(data) : { schema: 'sandproof-matrix-1', complete: true, seed: 0, rows: [] };
const taken = values.from === undefined ? undefined : read(join(values.from, 'matrix.json'));
const fresh = (taken?.rows ?? []).filter(({ adapter }) => names.includes(adapter));
const matrix: Matrix = {
  ...before,
  seed: taken?.seed ?? before.seed,
  rows: inOrder([
    ...before.rows.filter((old) => names.includes(old.adapter) && !fresh.some(({ adapter }) => adapter === old.adapter)),
    ...fresh,
  ]),
};

const aboutOf = (adapter: string): string => join(packageRoot, 'adapters', adapter, 'about.md');
const knownOf = (adapter: string): string => join(packageRoot, 'adapters', adapter, 'known-failures.json');
const lacking = names.flatMap((name) => [
  ...(matrix.rows.some(({ adapter }) => adapter === name) ? [] : [`docs/runtimes.json has no row of ${name}`]),
  ...(existsSync(aboutOf(name)) ? [] : [`adapters/${name}/about.md is missing`]),
]);
const sections = matrix.rows.map((row): RuntimeSection => ({
  row,
  about: existsSync(aboutOf(row.adapter)) ? readFileSync(aboutOf(row.adapter), 'utf8') : '',
  known: existsSync(knownOf(row.adapter)) ? readKnownFailures(knownOf(row.adapter)) : [],
}));
const text = await pretty(runtimesPage(sections), page);

if (values.check) {
  const current = existsSync(page) && readFileSync(page, 'utf8') === text;
  for (const problem of [...lacking, ...(current ? [] : ['docs/runtimes.md is not what the data gives; run `npm run runtimes`'])])
    console.error(problem);
  if (!current || lacking.length > 0) process.exitCode = 1;
} else {
  writeFileSync(data, await pretty(JSON.stringify(matrix), data));
  writeFileSync(page, text);
  for (const problem of lacking) console.error(problem);
  console.log(`${matrix.rows.length} runtimes`);
}
