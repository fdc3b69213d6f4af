import type { ConformanceCase } from '../contract/case.ts';
import type { Fault } from '../faults/fault.ts';
import type { AdapterTarget } from '../harness/adapter-target.ts';
import { defaultJobs } from '../harness/default-jobs.ts';
import type { Described } from '../harness/describe-runtime.ts';
import { itemName } from '../harness/item-name.ts';
import type { Judged } from '../harness/journal.ts';
import type { Item } from '../harness/plan.ts';
import { runSuite } from '../harness/run-suite.ts';
import { codeHash } from './code-hash.ts';
import { openKeptJournal } from './kept-journal.ts';
import { onInterrupt } from './on-interrupt.ts';
import { progress } from './progress.ts';

/** What a proof is made on. */
export interface Ground {
  readonly target: AdapterTarget;
  readonly described: Described;
  readonly all: readonly ConformanceCase[];
  /** The cases to prove; `all`, unless the flags choose. */
  readonly chosen: readonly ConformanceCase[];
  readonly faults: readonly Fault[];
}

/** A proof was interrupted: what is left of it shows nothing. */
export class InterruptedProof extends Error {
  override readonly name = 'InterruptedProof';
}

/** How the runs of a proof are made. `journal` is the path of a file that keeps what was judged. */
export interface ProofRun {
  readonly seed: number;
  readonly jobs?: number;
  readonly journal?: string;
}

/** Runs items, all of them or it throws. @throws {InterruptedProof} @throws {Error} when it broke */
export const runItems = async (
  { described }: Ground,
  items: readonly Item[],
  { seed, jobs }: ProofRun,
  journal?: string,
): Promise<readonly Judged[]> => {
  const shown = progress('prove', 'runs');
  using interrupt = onInterrupt();
  const result = await runSuite({
    subject: described,
    items,
    seed,
    jobs: jobs ?? defaultJobs(),
    giveUp: 'shows-nothing',
    ...(journal === undefined ? {} : { journal }),
    signal: interrupt.signal,
    onJudged: (done, total) => shown.update(done, total),
  }).finally(() => shown.end());
  if (interrupt.signal.aborted) throw new InterruptedProof(`${String(result.judged.length)} of ${String(items.length)} runs were judged`);
  const broken = [...result.errors, ...result.missing.map(({ id, fault }) => `${id} was not reached under ${fault ?? 'no fault'}`)];
  if (broken.length > 0) throw new Error(`the proof broke: ${broken.slice(0, 5).join('; ')}`);
  return result.judged;
};

/** Runs items, and takes from the journal what an interrupted proof has judged already. @throws {SandproofError} `BAD_FLAG` when the journal is of something else */
export const runKept = async (ground: Ground, items: readonly Item[], flags: ProofRun): Promise<readonly Judged[]> => {
  const { target, described } = ground;
  if (flags.journal === undefined) return runItems(ground, items, flags);
  const kept = openKeptJournal(
    flags.journal,
    `a proof of the code ${codeHash()} on ${target.name} ${described.runtime.version}, seed ${String(flags.seed)}`,
  );
  const done = kept.judged(items);
  const names = new Set(done.map(({ item }) => itemName(item)));
  const left = items.filter((item) => !names.has(itemName(item)));
  if (done.length > 0) process.stdout.write(`${done.length} of ${items.length} runs are taken from ${flags.journal}\n`);
  const judged = left.length === 0 ? [] : await runItems(ground, left, flags, kept.next);
  kept.absorb();
  return [...done, ...judged];
};
