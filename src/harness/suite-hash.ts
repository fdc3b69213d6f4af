import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Checks, ConformanceCase } from '../contract/case.ts';
import { packageRoot } from '../package-root.ts';

const sentences = (checks: Checks | undefined): readonly string[] => Object.keys(checks ?? {});

const fixtureBytes = (one: ConformanceCase): string => {
  const path = join(packageRoot, 'fixtures', 'extensions', one.given.extension, 'index.js');
  return existsSync(path) ? readFileSync(path, 'utf8') : one.given.extension;
};

/** Returns SHA-256 (16 hexadecimal digits) over the cases as data and the fixtures' bytes: the same in a clone and when installed, another as soon as a case changes. */
export const suiteHash = (cases: readonly ConformanceCase[]): string => {
  const hash = createHash('sha256');
  for (const one of cases) {
    const { id, clause, kind, says, given, when, admits } = one;
    hash.update(
      JSON.stringify([id, clause, kind, says, given, when, sentences(one.expect), admits?.given, admits?.when, sentences(admits?.expect)]),
    );
    hash.update(fixtureBytes(one));
  }
  return hash.digest('hex').slice(0, 16);
};
