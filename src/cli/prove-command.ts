import { Command } from 'commander';

import { faults as everyFault } from '../faults/faults.ts';
import { findFault } from '../faults/find-fault.ts';
import { defaultJobs } from '../harness/default-jobs.ts';
import { collectCases } from '../harness/collect-cases.ts';
import { describeRuntime } from '../harness/describe-runtime.ts';
import { itemName } from '../harness/item-name.ts';
import type { Judged } from '../harness/journal.ts';
import { resolveAdapter } from '../harness/resolve-adapter.ts';
import { selectCases } from '../harness/select-cases.ts';
import { SandproofError } from '../harness/suite-error.ts';
import { assessProof } from '../proof/assess-proof.ts';
import { checkCatches } from '../proof/check-catches.ts';
import { greenFaults, greenFindings } from '../proof/green-faults.ts';
import { doubtfulItems } from '../proof/doubtful-items.ts';
import { disarmedItems, pickDisarmed, type Disarmed } from '../proof/pick-disarmed.ts';
import { checkOtherKills, mergeKills, otherKills, withoutKills } from '../proof/other-kills.ts';
import { proofItems } from '../proof/proof-items.ts';
import { proofText } from '../proof/proof-text.ts';
import { turnsRed } from '../report/exit-code.ts';
import { faultFlag } from './fault-flag.ts';
import { findReached } from './find-reached.ts';
import { several, wholeNumber } from './flags.ts';
import { paint } from './paint.ts';
import { compareMatrix, readMatrix, readOthers, writeOthers } from './proof-files.ts';
import { InterruptedProof, runItems, runKept, type Ground } from './run-proof.ts';

interface ProveFlags {
  readonly adapter: string;
  readonly full?: boolean;
  readonly check?: boolean;
  readonly disarm?: number;
  readonly fault?: string;
  readonly suite: readonly string[];
  readonly case: readonly string[];
  readonly sample: number;
  readonly seed: number;
  readonly jobs?: number;
  readonly journal?: string;
}

const out = (text: string): void => void process.stdout.write(`${text}\n`);

const finish = (passed: number, failed: number): void => {
  out(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
};

const latest = (first: readonly Judged[], again: readonly Judged[]): readonly Judged[] => [
  ...new Map([...first, ...again].map((one) => [itemName(one.item), one])).values(),
];

const prove = async (ground: Ground, flags: ProveFlags): Promise<void> => {
  const { all, chosen, described } = ground;
  const only = flags.fault === undefined ? undefined : findFault(flags.fault);
  const partial = only !== undefined || chosen.length < all.length;
  const writes = flags.full === true && flags.check !== true;
  const recorded = readOthers();
  // what a full proof is about to find out anew
  const known = writes
    ? withoutKills(recorded, { ids: chosen.map(({ id }) => id), faults: ground.faults.map(({ name }) => name) })
    : recorded;
  const catches = partial ? [] : [...checkCatches(all, everyFault, described.seams), ...checkOtherKills(known, all, everyFault)];
  const from = performance.now();
  const reached = flags.full === true ? await findReached({ ...ground, cases: chosen, jobs: flags.jobs ?? defaultJobs() }) : undefined;
  const items = proofItems({
    cases: chosen,
    faults: ground.faults,
    seed: flags.seed,
    ...(reached === undefined
      ? { sample: flags.sample }
      : { sample: Infinity, reaches: (name, id) => reached.get(name)?.has(id) === true }),
  });
  const first = await runKept(ground, items, flags);
  const doubtful = doubtfulItems(first, chosen, ground.faults, { matrix: readMatrix(), others: known });
  const again = doubtful.length === 0 ? [] : await runItems(ground, doubtful, flags);
  const judged = latest(first, again);
  const material = { cases: chosen, faults: ground.faults, judged, suiteSize: all.length };
  const others = writes ? writeOthers(mergeKills(known, otherKills(assessProof(material).unlisted)), out) : known;
  const proof = assessProof({ ...material, others });
  const listed = new Set(all.flatMap((one) => one.catches));
  const green = partial
    ? []
    : greenFaults(
        ground.faults.flatMap(({ name }) => (listed.has(name) ? [name] : [])),
        judged,
        turnsRed,
      );
  // one fault alone is not meant to show every check
  const findings = [...catches, ...greenFindings(green), ...proof.findings.filter(({ kind }) => only === undefined || kind !== 'hole')];
  out(proofText({ ...proof, findings }, { runs: items.length, again: doubtful.length, seconds: (performance.now() - from) / 1000 }, paint));
  const stale = !partial && compareMatrix(proof, flags.check === true, out);
  finish(proof.shown, findings.length + (stale ? 1 : 0));
};

const holds = (ground: Ground, { one }: Disarmed, judged: readonly Judged[]): boolean =>
  assessProof({ cases: [one], faults: ground.faults, judged, suiteSize: ground.all.length }).findings.length === 0;

const disarm = async (ground: Ground, count: number, flags: ProveFlags): Promise<void> => {
  const picked = pickDisarmed(ground.chosen, count, flags.seed);
  const judged = await runItems(
    ground,
    picked.flatMap((one) => disarmedItems(one)),
    flags,
  );
  let red = 0;
  for (const one of picked) {
    const mine = judged.filter(({ item }) => item.id === one.one.id);
    const armed = holds(
      ground,
      one,
      mine.filter(({ item }) => item.disarmed === undefined),
    );
    const disarmed = holds(
      ground,
      one,
      mine.filter(({ item }) => item.disarmed !== undefined),
    );
    if (armed && !disarmed) red += 1;
    const what = `${one.one.id}: "${one.says}"`;
    if (!armed) out(`${paint.red('FAIL')} ${what}: the case's proof is red already, so disarming shows nothing; run \`sandproof prove\``);
    else if (disarmed) out(`${paint.red('FAIL')} ${what}: taken for true, and the proof stays green`);
    else out(`${paint.green('ok  ')} ${what}: taken for true, the proof turns red`);
  }
  out(`${red} of ${picked.length} disarmed checks turn the proof red`);
  finish(red, picked.length - red);
};

const run = async (flags: ProveFlags): Promise<void> => {
  faultFlag(flags.fault); // an unknown one is said before anything runs
  if (flags.disarm !== undefined && flags.journal !== undefined)
    throw new SandproofError(
      'BAD_FLAG',
      '--journal: expected a proof that can go on, got --disarm, which begins anew; leave one of them out',
    );
  const target = resolveAdapter(flags.adapter);
  const [all, described] = [await collectCases(), await describeRuntime(target)];
  const known = new Set(everyFault.map(({ name }) => name));
  const { cases: selected } = selectCases(all, { suites: flags.suite, globs: flags.case });
  const listed = new Set(selected.flatMap(({ catches }) => catches));
  const usable = everyFault.filter(
    ({ name, seam }) =>
      (seam !== true || described.seams.includes(name)) &&
      (selected.length === all.length || flags.full === true || listed.has(name)) &&
      (flags.fault === undefined || name === flags.fault),
  );
  // a name that no fault has is a finding of its own, and must not stop the rest
  const chosen =
    flags.disarm === undefined
      ? selected
      : selected.map((one) => ({ ...one, catches: one.catches.filter((name) => known.has(name)) as [string, ...string[]] }));
  const ground: Ground = { target, described, all, chosen, faults: usable };
  try {
    await (flags.disarm === undefined ? prove(ground, flags) : disarm(ground, flags.disarm, flags));
  } catch (cause) {
    if (!(cause instanceof InterruptedProof)) throw cause;
    process.stderr.write(
      `${cause.message}; ${flags.journal === undefined ? 'with --journal they are kept' : `start it again to go on from ${flags.journal}`}\n`,
    );
    process.exitCode = 3;
  }
};

/** `sandproof prove` */
export const proveCommand = (): Command =>
  new Command('prove')
    .description('show that every check can fail: build in each fault, and see which checks turn false')
    .option('-a, --adapter <name|file|exec: command>', 'the runtime to build the faults into; it must conform', 'reference')
    .option('--full', 'each fault on every case in which it changes a message, not only on a sample of those that do not list it')
    .option('--check', 'do not write kill-matrix.json; fail when it is not what was measured')
    .option('--disarm <n>', 'take n checks for true, one at a time: the proof must turn red each time', wholeNumber(1))
    .option('--fault <name>', 'only this fault')
    .option('--suite <suite>', 'only the cases of this suite, and the faults that they list; may be repeated', several, [])
    .option('--case <glob>', 'only cases whose id fits, and the faults that they list; may be repeated', several, [])
    .option('--sample <n>', 'how many cases that do not list a fault run under it all the same', wholeNumber(0), 6)
    .option('--seed <n>', 'which cases and checks are drawn', wholeNumber(0), 1)
    .option('--journal <file>', 'keeps what was judged: a proof that was interrupted goes on from there when it is started again')
    .option('--jobs <n>', 'workers, each with cells of its own; default: three for two cores', wholeNumber(1))
    .addHelpText('after', '\nExit codes: 0 proven, 1 not, 2 usage, 3 interrupted, 4 the proof itself broke.')
    .action((flags: ProveFlags) => run(flags));
