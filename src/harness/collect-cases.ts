import { globSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import type { ConformanceCase } from '../contract/case.ts';
import type { Step } from '../contract/stimulus.ts';
import { findClause } from '../contract/clauses.ts';
import { SandproofError } from './suite-error.ts';

const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
/** Absolute path of the folder that holds the suites, beside `src`. */
const suitesFolder: string = fileURLToPath(new URL('../../suites', import.meta.url));

const bad = (file: string, id: unknown, problem: string): SandproofError =>
  new SandproofError('BAD_CASE', `the case ${JSON.stringify(id)} in ${file} does not load: ${problem}`);

const onlyCalls = (step: Step): boolean =>
  step.do === 'call' || ((step.do === 'sequence' || step.do === 'concurrently') && step.steps.every(onlyCalls));

/** Refuses a case whose id, clause or faults can't be right. @throws {SandproofError} `BAD_CASE` */
export const checkCase = (one: ConformanceCase, prefix: string, file: string, seen: ReadonlySet<string>): void => {
  const { id, clause, catches, expect, kind } = one;
  const slug = id.startsWith(`${prefix}/`) ? id.slice(prefix.length + 1) : undefined;
  if (slug === undefined || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug))
    throw bad(file, id, `its id must be "${prefix}/<slug>" with a slug of lower-case words and hyphens`);
  if (seen.has(id)) throw bad(file, id, 'another case has this id; ids are never reused');
  if (findClause(clause) === undefined)
    throw bad(file, id, `its clause ${JSON.stringify(clause)} is not in the contract; see \`sandproof list\``);
  if (catches.length === 0) throw bad(file, id, 'it names no fault in `catches`, so nothing shows that it can fail');
  if (Object.keys(expect).length === 0) throw bad(file, id, 'it has no check');
  if (kind === 'refuses' && one.admits === undefined) throw bad(file, id, 'a refusal needs a twin in `admits`');
  if (one.shared === true && (one.admits?.given !== undefined || one.given.beside !== undefined))
    throw bad(file, id, 'a shared case has one `given` for itself and its twin, and nothing beside it');
  if (one.shared === true && ![one.when, ...(one.admits?.when === undefined ? [] : [one.admits.when])].every(onlyCalls))
    throw bad(file, id, 'the steps of a shared case only call; whatever loads, unloads or watches needs a sandbox of its own');
  if (one.admits !== undefined && Object.keys(one.admits.expect).length === 0) throw bad(file, id, 'its twin in `admits` has no check');
};

/** Imports every `suites/<suite>/<topic>.ts`, checks the cases, and returns them sorted by id. @throws {SandproofError} `BAD_CASE` */
export const collectCases = async (folder: string = suitesFolder): Promise<readonly ConformanceCase[]> => {
  const files = globSync(`*/*.${ending}`, { cwd: folder }).filter((file) => !/\.(test|d)\.[jt]s$/.test(file));
  const cases: ConformanceCase[] = [];
  const seen = new Set<string>();
  for (const file of files.toSorted()) {
    const path = join(folder, file);
    const prefix = relative(folder, path)
      .split(sep)
      .join('/')
      .slice(0, -ending.length - 1);
    const module = (await import(pathToFileURL(path).href)) as { default?: unknown };
    if (!Array.isArray(module.default))
      throw bad(file, prefix, 'the file has no list of cases as default export; use `export default defineCases([…])`');
    for (const one of module.default as readonly ConformanceCase[]) {
      checkCase(one, prefix, file, seen);
      seen.add(one.id);
      cases.push(one);
    }
  }
  return cases.toSorted((a, b) => (a.id < b.id ? -1 : 1));
};
