import { globSync } from 'node:fs';
import { basename, join } from 'node:path';

import type { ConformanceCase } from '../contract/case.ts';
import { SandproofError } from '../harness/suite-error.ts';
import { packageRoot } from '../package-root.ts';
import { unmet } from './unmet.ts';
import { readRepro } from './repro.ts';

/** Where findings are kept whose programs are cases for ever. */
const reprosFolder = join(packageRoot, 'fixtures', 'repros');

const readCase = (path: string): ConformanceCase => {
  const { clause, says, given, when, expects, found } = readRepro(path);
  if (found.fault === undefined)
    throw new SandproofError(
      'BAD_CASE',
      `${path} does not load as a case: found.fault must name a fault that the program finds, so that it is shown to be able to fail`,
    );
  return {
    id: `fuzz/repros/${basename(path, '.json')}`,
    clause,
    says,
    kind: 'provides',
    given,
    when,
    expect: { [says]: (seen) => unmet(expects, seen).length === 0 },
    catches: [found.fault],
  };
};

/** Returns a case for each file of a folder, `fixtures/repros` when none is named. @throws {SandproofError} `BAD_REPRO`, or `BAD_CASE` for a file without a fault that it finds */
export const reproCases = (folder: string = reprosFolder): readonly ConformanceCase[] =>
  globSync('*.json', { cwd: folder })
    .toSorted()
    .map((name) => readCase(join(folder, name)));
