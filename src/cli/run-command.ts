import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';

import { Command, Option } from 'commander';

import { profiles, type Profile } from '../contract/clause.ts';
import { collectCases } from '../harness/collect-cases.ts';
import { readKnownFailures, type KnownFailure } from '../harness/known-failures.ts';
import { ownKnownFailures, resolveAdapter } from '../harness/resolve-adapter.ts';
import { selectCases } from '../harness/select-cases.ts';
import type { AdapterTarget } from '../harness/adapter-target.ts';
import { SandproofError } from '../harness/suite-error.ts';
import { consoleText } from '../report/console.ts';
import { json } from '../report/json.ts';
import { junit } from '../report/junit.ts';
import type { Report } from '../report/report.ts';
import { conductRun, type Chosen } from './conduct-run.ts';
import { faultFlag } from './fault-flag.ts';
import { pairs, several, wholeNumber, words } from './flags.ts';
import { onInterrupt } from './on-interrupt.ts';
import { paint } from './paint.ts';
import { progress } from './progress.ts';
import { openOutFolder, writeFiles } from './write-files.ts';

interface RunFlags {
  readonly adapter: string;
  readonly profile: Profile | 'all';
  readonly suite: readonly string[];
  readonly case: readonly string[];
  readonly seed?: number;
  readonly jobs?: number;
  readonly timeout?: number;
  readonly out?: string;
  readonly reporter: readonly ('console' | 'json' | 'junit')[];
  readonly json?: boolean;
  readonly knownFailures?: string;
  readonly fault?: string;
  readonly trace: boolean;
  readonly adapterOption: Readonly<Record<string, string>>;
}

const knownFailures = (flag: string | undefined, target: AdapterTarget): readonly KnownFailure[] => {
  if (flag === 'none') return [];
  const path = flag ?? ownKnownFailures(target);
  return path === undefined ? [] : readKnownFailures(path);
};

const quoted = (text: string): string => (/^[\w./@:=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`);

/** What decides how a case comes out, as the words of another run. */
const replayWords = ({ adapter, adapterOption, fault, timeout }: RunFlags): string =>
  [
    '--adapter',
    adapter,
    ...Object.entries(adapterOption).flatMap(([key, value]) => ['--adapter-option', `${key}=${value}`]),
    ...(fault === undefined ? [] : ['--fault', fault]),
    ...(timeout === undefined ? [] : ['--timeout', String(timeout)]),
  ]
    .map(quoted)
    .join(' ');

const names = { json: 'report.json', junit: 'junit.xml' } as const;
const journalName = 'journal.ndjson';

const publish = (report: Report, flags: RunFlags): void => {
  const reporters = flags.json === true ? (['json'] as const) : flags.reporter;
  const makers = { json: () => json(report), junit: () => junit(report) };
  const asked = (['json', 'junit'] as const).filter((name) => reporters.includes(name));
  if (flags.out !== undefined) writeFiles(flags.out, Object.fromEntries(asked.map((name) => [names[name], makers[name]()])));
  else for (const name of asked) process.stdout.write(makers[name]());
  if (reporters.includes('console')) {
    process.stdout.write(consoleText(report, { paint, adapterWords: replayWords(flags), trace: flags.trace }));
  }
};

/** Reads the suite and chooses; only then the folder is emptied that the report of an earlier run may stand in. */
const choose = async ({ profile, suite, case: globs, out }: RunFlags): Promise<Chosen> => {
  const all = await collectCases();
  const selected = selectCases(all, { profile, suites: suite, globs });
  if (out !== undefined) openOutFolder(out, [...Object.values(names), journalName]);
  return { all, selected };
};

const run = async (flags: RunFlags): Promise<void> => {
  faultFlag(flags.fault); // an unknown one is said before anything runs
  if (flags.out === undefined && flags.json !== true && flags.reporter.length > 1) {
    throw new SandproofError(
      'BAD_FLAG',
      `--reporter: several reporters need --out <folder> to write to, got ${JSON.stringify(flags.reporter.join(','))}`,
    );
  }
  const target = resolveAdapter(flags.adapter, flags.adapterOption);
  const known = knownFailures(flags.knownFailures, target);
  const shown = progress(target.name);
  using interrupt = onInterrupt();
  const { signal } = interrupt;
  const report = await conductRun({
    target,
    chosen: choose(flags),
    known,
    seed: flags.seed ?? randomInt(0x7fff_ffff),
    signal,
    ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
    ...(flags.timeout === undefined ? {} : { timeoutMs: flags.timeout }),
    ...(flags.fault === undefined ? {} : { fault: flags.fault }),
    ...(flags.out === undefined ? {} : { journal: resolve(flags.out, journalName) }),
    onJudged: (done, total) => shown.update(done, total),
  })
    .catch((cause: unknown) => {
      if (signal.aborted && cause === signal.reason) return undefined;
      throw cause;
    })
    .finally(() => shown.end());
  if (report === undefined) {
    process.stderr.write('the runtime had not said what it is: nothing was judged\n');
    process.exitCode = 3;
    return;
  }
  publish(report, flags);
  process.exitCode = report.exitCode;
  interrupt.leave();
};

/** `sandproof run` */
export const runCommand = (): Command =>
  new Command('run')
    .description('run the conformance suite against a runtime')
    .requiredOption(
      '-a, --adapter <name|file|exec: command>',
      'the runtime: a name from `sandproof adapters`, ./file.ts, or "exec: command"',
    )
    .addOption(new Option('--profile <profile>', 'only the clauses of one profile').choices([...profiles, 'all']).default('all'))
    .option('--suite <suite>', 'only this suite; may be repeated', several, [])
    .option('--case <glob>', 'only cases whose id fits; may be repeated', several, [])
    .option('--seed <n>', 'order of the cases; drawn and printed when left out', wholeNumber(0))
    .option(
      '--jobs <n>',
      'cases at the same time, each in cells of its own; default: two a core, or three for two cores where the runtime is installed by itself or the adapter is yours',
      wholeNumber(1),
    )
    .option('--timeout <ms>', "replaces every deadline, ms of wall time; default: twice the case's limit and a margin", wholeNumber(1))
    .option('--out <dir>', 'folder for report.json, junit.xml and the journal')
    .option('--reporter <list>', 'console, json, junit, comma-separated', words(['console', 'json', 'junit'] as const), ['console'])
    .option('--json', 'the same as --reporter json')
    .option('--known-failures <file|none>', "known failures; default: the adapter's own")
    .option('--fault <name>', 'build in a deliberate defect; the run must turn red')
    .option('--trace', 'print the evidence of every failure', false)
    .option('--adapter-option <key=value>', 'passed to the adapter; may be repeated', pairs, {})
    .action((flags: RunFlags) => run(flags));
