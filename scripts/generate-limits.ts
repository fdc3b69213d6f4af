/**
 * Writes the table of limits in `docs/embedding.md`, between its two markers, from the defaults and their descriptions.
 * `--check` writes nothing and exits 1 when the page does not say what the code does.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Limits } from '../src/contract/limits.ts';
import { packageRoot } from '../src/package-root.ts';
import { defaultLimits } from '../src/reference/default-limits.ts';
import { limitDescriptions } from '../src/reference/limit-descriptions.ts';

const page = 'docs/embedding.md';
const path = join(packageRoot, page);
const [begin, end] = ['<!-- limits: written by npm run generate -->', '<!-- /limits -->'];

const rows = (Object.keys(limitDescriptions) as (keyof Limits)[]).map((name) => {
  const { unit, bounds, atLimit } = limitDescriptions[name];
  return `| \`${name}\` | ${defaultLimits[name].toLocaleString('en')} | ${unit} | ${bounds} | ${atLimit} |`;
});
const table = ['| limit | default | unit | of what | what happens |', '|---|---|---|---|---|', ...rows].join('\n');

const old = readFileSync(path, 'utf8');
const [before, after] = [old.split(begin)[0], old.split(end)[1]];
if (before === undefined || after === undefined || !old.includes(begin))
  throw new Error(`${page} has lost its markers ${begin} and ${end}`);
const text = await format(`${before}${begin}\n\n${table}\n\n${end}${after}`, { ...(await resolveConfig(path)), filepath: path });

if (!process.argv.includes('--check')) {
  writeFileSync(path, text);
  console.log(`wrote the limits of ${page}`);
} else if (text !== old) {
  console.error(`${page} does not say what the limits are; run \`npm run generate\`.`);
  process.exitCode = 1;
}
