import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ConformanceCase } from '../contract/case.ts';
import { findClause } from '../contract/clauses.ts';
import { packageRoot } from '../package-root.ts';
import type { Floor } from '../report/report.ts';

/** `floor.json`: which cases each control passes, on a suite with this hash. */
export interface FloorFile {
  readonly hash: string;
  /** Control to the ids that it passes. */
  readonly passes: Readonly<Record<string, readonly string[]>>;
}

/** Absolute path of the floor that comes with the package. */
export const floorPath: string = join(packageRoot, 'floor.json');

/** Reads the floor for exactly these cases; not measured when the suite changed since. */
export const readFloor = (cases: readonly ConformanceCase[], hash: string): Floor => {
  if (!existsSync(floorPath)) return { measured: false, because: 'there is no floor.json' };
  const file = JSON.parse(readFileSync(floorPath, 'utf8')) as FloorFile;
  if (file.hash !== hash) return { measured: false, because: 'the suite changed since floor.json was written' };
  const must = cases.filter(({ clause }) => findClause(clause)?.level === 'MUST').map(({ id }) => id);
  const score = (ids: readonly string[]): { mustPassed: number; mustMeasured: number } => {
    const passed = new Set(ids);
    return { mustPassed: must.filter((id) => passed.has(id)).length, mustMeasured: must.length };
  };
  return { measured: true, controls: Object.fromEntries(Object.entries(file.passes).map(([name, ids]) => [name, score(ids)])) };
};
