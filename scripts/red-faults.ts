/**
 * Shows that `sandproof run --adapter <name> --fault <fault>` is red, exit code 1, for every fault that the runtime can have: each on the cases that list it.
 * `--adapter name` (reference), `--jobs n`. Exit code 1 when a run would stay green.
 */
import { parseArgs } from 'node:util';
import { faults } from '../src/faults/faults.ts';
import { collectCases } from '../src/harness/collect-cases.ts';
import { defaultJobs } from '../src/harness/default-jobs.ts';
import { describeRuntime } from '../src/harness/describe-runtime.ts';
import { resolveAdapter } from '../src/harness/resolve-adapter.ts';
import { runSuite } from '../src/harness/run-suite.ts';
import { greenFaults } from '../src/proof/green-faults.ts';
import { proofItems } from '../src/proof/proof-items.ts';
import { turnsRed } from '../src/report/exit-code.ts';

const { values } = parseArgs({
  options: { adapter: { type: 'string', default: 'reference' }, jobs: { type: 'string', default: String(defaultJobs()) } },
});

const { target, runtime, seams } = await describeRuntime(resolveAdapter(values.adapter));
const cases = await collectCases();
const possible = faults.filter(({ name, seam }) => seam !== true || seams.includes(name));
const items = proofItems({ cases, faults: possible, sample: 0, seed: 1 });
const { judged, errors } = await runSuite({ subject: { target, runtime }, items, seed: 1, jobs: Number(values.jobs) });
if (errors.length > 0) throw new Error(`the suite itself failed: ${errors.slice(0, 3).join('; ')}`);

const green = greenFaults(
  possible.map(({ name }) => name),
  judged,
  turnsRed,
);
/* A runtime that fails a case by itself can't show a fault by it; of the reference every fault must be shown. */
const unknown = green.filter(({ why }) => why.startsWith('no case') && target.name !== 'reference');
const wrong = green.filter((one) => !unknown.includes(one));
for (const { name, why } of unknown) console.log(`not shown: ${name}: ${why}`);
for (const { name, why } of wrong) console.log(`GREEN ${name}: ${why}`);
console.log(
  `${String(possible.length - green.length)} faults turn a run of ${target.name} red, ${String(unknown.length)} are not shown, ${String(wrong.length)} stay green`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;
