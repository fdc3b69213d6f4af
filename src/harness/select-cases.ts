import { matchesGlob } from 'node:path';

import type { ConformanceCase } from '../contract/case.ts';
import type { Profile } from '../contract/clause.ts';
import { findClause } from '../contract/clauses.ts';
import { SandproofError } from './suite-error.ts';

/** Which cases to run; what is left out does not filter. */
export interface Selection {
  readonly profile?: Profile | 'all';
  readonly suites?: readonly string[];
  /** Globs over ids: `*` stops at `/`, `**` does not. */
  readonly globs?: readonly string[];
}

/** The chosen cases, and all of the chosen profile. */
export interface Selected {
  readonly cases: readonly ConformanceCase[];
  readonly of: readonly ConformanceCase[];
}

/** Chooses cases. @throws {SandproofError} `NO_CASES` when a suite or a glob fits nothing */
export const selectCases = (all: readonly ConformanceCase[], { profile = 'all', suites = [], globs = [] }: Selection): Selected => {
  const of = profile === 'all' ? all : all.filter(({ clause }) => findClause(clause)?.profile === profile);
  const names = [...new Set(all.map(({ id }) => id.slice(0, id.indexOf('/'))))];
  const unknown = suites.find((suite) => !names.includes(suite));
  if (unknown !== undefined)
    throw new SandproofError('NO_CASES', `--suite: expected one of ${names.join(', ')}, got ${JSON.stringify(unknown)}`);
  const useless = globs.find((glob) => !of.some(({ id }) => matchesGlob(id, glob)));
  if (useless !== undefined)
    throw new SandproofError(
      'NO_CASES',
      `--case: no case${profile === 'all' ? '' : ` of the profile ${profile}`} fits ${JSON.stringify(useless)}; \`sandproof list\` shows the ids`,
    );
  const cases = of.filter(
    ({ id }) =>
      (suites.length === 0 || suites.includes(id.slice(0, id.indexOf('/')))) &&
      (globs.length === 0 || globs.some((glob) => matchesGlob(id, glob))),
  );
  if (cases.length === 0) throw new SandproofError('NO_CASES', '--suite and --case together fit no case; `sandproof list` shows the ids');
  return { cases, of };
};
