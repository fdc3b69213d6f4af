/**
 * Runs the whole suite again and again and reports every case whose verdict, or whose false checks, moved. Two runs in a row have the same seed.
 * `--runs n` (10), `--seed n` (drawn and printed when left out), `--adapter name` (reference), `--jobs n`; `--load` keeps one core busy meanwhile.
 * Exit code 1 when a case moved or the suite itself failed.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { CaseReport } from '../src/contract/case-report.ts';
import { collectCases } from '../src/harness/collect-cases.ts';
import { jobsFor, lanesOfWorker } from '../src/harness/default-jobs.ts';
import { describeRuntime } from '../src/harness/describe-runtime.ts';
import { ownTemporaryFiles } from '../src/harness/own-temporary-files.ts';
import { resolveAdapter } from '../src/harness/resolve-adapter.ts';
import { runSuite } from '../src/harness/run-suite.ts';
import { movedCases } from '../src/proof/moved-cases.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(randomInt(0x7fff_ffff)) },
    adapter: { type: 'string', default: 'reference' },
    jobs: { type: 'string' },
    load: { type: 'boolean', default: false },
  },
});

const wholeNumber = (name: 'runs' | 'seed' | 'jobs', least: number): number => {
  const number = Number(values[name]);
  if (!Number.isSafeInteger(number) || number < least)
    throw new RangeError(`--${name}: expected a whole number from ${String(least)}, got ${JSON.stringify(values[name])}`);
  return number;
};
const [runs, seed] = [wholeNumber('runs', 2), wholeNumber('seed', 0)];

ownTemporaryFiles();
const adapter = resolveAdapter(values.adapter);
const jobs = values.jobs === undefined ? jobsFor(adapter) : wholeNumber('jobs', 1);
const { target, runtime } = await describeRuntime(adapter);
const items = (await collectCases()).map(({ id }) => ({ id }));
const busy = values.load ? spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }) : undefined;
const reports: (readonly CaseReport[])[] = [];
let errors = 0;
console.log(
  `${String(runs)} runs of ${String(items.length)} cases against ${target.name}, seed ${String(seed)}${values.load ? ', one core busy' : ''}`,
);
try {
  for (let run = 0; run < runs; run++) {
    const [own, from] = [seed + Math.floor(run / 2), performance.now()];
    const result = await runSuite({ subject: { target, runtime }, items, seed: own, jobs, lanes: lanesOfWorker });
    const judged = result.judged.map(({ report }) => report);
    const open = judged.filter(({ verdict }) => verdict === 'fail' || verdict === 'untestable').length;
    errors += result.errors.length;
    reports.push(judged);
    for (const error of result.errors) console.log(`  the suite's own error: ${error}`);
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    console.log(`run ${String(run + 1)}, seed ${String(own)}: ${String(judged.length)} judged, ${String(open)} not passed, ${seconds} s`);
  }
} finally {
  busy?.kill('SIGKILL');
}

const moved = movedCases(reports);
for (const { id, seen } of moved)
  console.log(
    `moved: ${id}: ${seen.map(({ what, runs: where }) => `${what} in ${where.length > 3 ? `${String(where.length)} runs` : `run ${where.join(', ')}`}`).join('; ')}`,
  );
console.log(
  `${String(items.length - moved.length)} cases stood still in ${String(runs)} runs, ${String(moved.length)} moved, ${String(errors)} errors`,
);
process.exitCode = moved.length + errors === 0 ? 0 : 1;
