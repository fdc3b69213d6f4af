import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';

import type { RuntimeInfo } from '../../src/contract/adapter.ts';
import type { ConformanceCase } from '../../src/contract/case.ts';
import { packageRoot } from '../../src/package-root.ts';
import { openLane } from './lane.ts';
import type { Mutant } from './mutant.ts';
import type { MutantTree } from './mutant-tree.ts';
import { ran, type ScriptCoverage } from './read-coverage.ts';

/** Which mutants' places a case of the sound runtime ran over. */
export interface Measured {
  readonly one: ConformanceCase;
  /** Indexes into the list of mutants. */
  readonly covers: ReadonlySet<number>;
}

/** Sources that run where V8 of the cell does not look: in a child process, or in an isolate. Every case runs over them. */
const elsewhere = new Set(['src/guest/boot.js', 'src/reference/pump.cjs', 'src/reference/child.js']);

const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** What was measured, and which files the runtime under test is made of: paths from the package root. */
export interface Measures {
  readonly measured: readonly Measured[];
  readonly loaded: ReadonlySet<string>;
}

/** Passed cases with what they ran over; a case that does not pass on the sound runtime is an error. `onDone` hears of each. */
export const measureCases = async (
  cases: readonly ConformanceCase[],
  mutants: readonly Mutant[],
  tree: MutantTree,
  runtime: RuntimeInfo,
  onDone: (done: number) => void,
): Promise<Measures> => {
  const report = join(tree.root, 'coverage.json');
  const url = pathToFileURL(join(packageRoot, 'bench/mutation/covered-adapter.ts')).href;
  await using lane = openLane(
    { kind: 'module', evidence: 'intercepted', name: 'covered', url, own: true, options: { adapter: tree.adapter, report } },
    runtime,
  );
  const take = async (): Promise<ReadonlyMap<string, ScriptCoverage>> => {
    if (lane.pid === undefined) throw new Error('there is no cell to ask for its coverage');
    rmSync(report, { force: true });
    if (!isThere(lane.pid)) return new Map(); // the case had a cell of its own, which is gone; it is held to have run over nothing
    process.kill(lane.pid, 'SIGUSR2');
    for (let turn = 0; !existsSync(report); turn++) {
      if (turn > 2000) throw new Error('the cell tells no coverage');
      await wait(5);
    }
    const scripts = JSON.parse(readFileSync(report, 'utf8')) as readonly ScriptCoverage[];
    const root = pathToFileURL(tree.root).href;
    return new Map(scripts.map((script) => [script.url.replace(root, ''), script]));
  };
  const measured: Measured[] = [];
  // what runs once, when the modules are imported, belongs to every case
  let started: ReadonlyMap<string, ScriptCoverage> | undefined;
  for (const one of cases) {
    const because = await lane.play(one);
    await lane.forget(); // what runs while its extension is loaded belongs to every case of a shared sandbox
    if (because !== undefined) throw new Error(`${one.id} does not pass without a mutant: ${because}`);
    const coverage = await take();
    started ??= coverage;
    const all = started;
    const covers = mutants.flatMap((mutant, index) => {
      if (elsewhere.has(mutant.file)) return [index];
      const scripts = [coverage.get(mutant.file), all.get(mutant.file)];
      return scripts.some((script) => script !== undefined && ran(mutant, script)) ? [index] : [];
    });
    measured.push({ one, covers: new Set(covers) });
    onDone(measured.length);
  }
  return { measured, loaded: new Set([...elsewhere, ...(started?.keys() ?? [])]) };
};
