/**
 * Brings the walker to every fixture that takes a census: the property names of the intrinsics of ECMA-262 and ECMA-402, from the compatibility data of MDN,
 * into its first home, and the whole walker from there into the others. `--check` writes nothing and exits 1 when a fixture is not what this gives.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Identifier } from '@mdn/browser-compat-data/types';
import browserCompatData from '@mdn/browser-compat-data' with { type: 'json' };
import { packageRoot } from '../src/package-root.ts';

const home = 'census';
const others = ['census-hook', 'census-endpoint'];
const begin = '// --- the walker ---\n';
const end = '// --- the end of the walker ---\n';

const withoutGlobal = [
  'AsyncFunction',
  'AsyncGenerator',
  'AsyncGeneratorFunction',
  'AsyncIterator',
  'Generator',
  'GeneratorFunction',
  'TypedArray',
];

// The data also has entries for behaviours, which it writes in snake case.
const isProperty = (name: string): boolean => /^(?:[a-zA-Z][a-zA-Z0-9]*|[A-Z0-9_]+|__\w+__)$/.test(name);

/** Annex B names that the data writes without their underscores. */
const underscored = ['defineGetter', 'defineSetter', 'lookupGetter', 'lookupSetter', 'proto'];

const isNamespaced = (name: string, parent: string): boolean => /^[A-Z][a-z]/.test(name) && ['Intl', 'Temporal'].includes(parent);

const lineOf = (head: string, entry: Identifier): string =>
  [
    head,
    ...Object.keys(entry)
      .filter((name) => isProperty(name) && name !== head.split('.').at(-1))
      .map((name) => (underscored.includes(name) ? `__${name}__` : name))
      .toSorted(),
  ].join(' ');

const table = (): string => {
  const { builtins } = browserCompatData.javascript;
  if (builtins === undefined) throw new Error('the compatibility data has no javascript.builtins');
  return Object.keys(builtins)
    .filter((name) => name !== '__compat')
    .toSorted()
    .flatMap((name) => {
      const entry = builtins[name] ?? {};
      const inner = Object.keys(entry).filter((key) => isNamespaced(key, name));
      const head = withoutGlobal.includes(name) ? `%${name}%` : name;
      const isStandard = entry.__compat?.status?.standard_track === true;
      return isStandard ? [lineOf(head, entry), ...inner.toSorted().map((key) => lineOf(`${name}.${key}`, entry[key] ?? {}))] : [];
    })
    .join('\n');
};

const pathOf = (fixture: string): string => join(packageRoot, 'fixtures/extensions', fixture, 'index.js');

const walkerIn = (text: string, fixture: string): { readonly from: number; readonly to: number } => {
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`fixtures/extensions/${fixture}/index.js lacks the marks of the walker`);
  return { from, to };
};

const homeText = readFileSync(pathOf(home), 'utf8').replace(/(?<=const intrinsicNames = `)[^`]*/, () => table());
const { from, to } = walkerIn(homeText, home);
const walker = homeText.slice(from, to);

const wanted = [
  { fixture: home, text: homeText },
  ...others.map((fixture) => {
    const text = readFileSync(pathOf(fixture), 'utf8');
    const place = walkerIn(text, fixture);
    return { fixture, text: text.slice(0, place.from) + walker + text.slice(place.to) };
  }),
];

for (const { fixture, text } of wanted) {
  const path = pathOf(fixture);
  if (!process.argv.includes('--check')) {
    writeFileSync(path, text);
    console.log(`wrote ${path}`);
  } else if (readFileSync(path, 'utf8') !== text) {
    console.error(`fixtures/extensions/${fixture}/index.js does not have the walker as it should be; run \`npm run generate\`.`);
    process.exitCode = 1;
  }
}
