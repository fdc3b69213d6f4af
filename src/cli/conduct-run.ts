import type { CaseReport } from '../contract/case-report.ts';
import type { ConformanceCase } from '../contract/case.ts';
import { jobsFor, lanesOfWorker } from '../harness/default-jobs.ts';
import { describeRuntime } from '../harness/describe-runtime.ts';
import { applyKnownFailures, type KnownFailure } from '../harness/known-failures.ts';
import { reportCase } from '../harness/report-case.ts';
import { runSuite } from '../harness/run-suite.ts';
import type { Selected } from '../harness/select-cases.ts';
import { suiteHash } from '../harness/suite-hash.ts';
import type { AdapterTarget } from '../harness/adapter-target.ts';
import { findFault } from '../faults/find-fault.ts';
import { exitCode } from '../report/exit-code.ts';
import type { Report } from '../report/report.ts';
import { suites } from '../report/suites.ts';
import { totals } from '../report/totals.ts';
import { readFloor } from './read-floor.ts';
import { checkSeam } from './fault-flag.ts';
import { ownVersion } from './own-version.ts';

/** The cases of a run. */
export interface Chosen {
  readonly selected: Selected;
  /** Every case of the suite, for the hash and for known failures. */
  readonly all: readonly ConformanceCase[];
}

/** One run of the suite against one runtime. */
export interface Run {
  readonly target: AdapterTarget;
  /** The runtime is started while they are still being read; a run without them rejects as they do. */
  readonly chosen: Promise<Chosen>;
  readonly known: readonly KnownFailure[];
  readonly seed: number;
  readonly jobs?: number;
  readonly timeoutMs?: number;
  readonly fault?: string;
  readonly disarmed?: { readonly id: string; readonly says: string };
  readonly journal?: string;
  readonly signal?: AbortSignal;
  onJudged?(done: number, total: number): void;
}

const notReached = (one: ConformanceCase): CaseReport =>
  reportCase(
    one,
    { verdict: 'untestable', because: 'not reached', checks: Object.keys(one.expect).map((says) => ({ says, held: false })) },
    [],
    0,
  );

/** Describes the runtime, runs the cases, applies the known failures and returns the whole report. @throws {SandproofError} when the run can't begin; the signal's reason when it aborts before that */
export const conductRun = async (run: Run): Promise<Report> => {
  const startedAt = new Date();
  const { target, timeoutMs, fault, disarmed, journal, onJudged } = run;
  const unwanted = new AbortController();
  const signal = run.signal === undefined ? unwanted.signal : AbortSignal.any([run.signal, unwanted.signal]);
  const subject = describeRuntime(target, signal).then((found) => {
    checkSeam(fault === undefined ? undefined : findFault(fault), found.seams, target.name);
    return found;
  });
  subject.catch(() => undefined); // it is heard of when the cases are there
  const { all, selected } = await run.chosen.catch((cause: unknown) => {
    unwanted.abort(cause);
    throw cause;
  });
  const result = await runSuite({
    subject,
    seed: run.seed,
    items: selected.cases.map(({ id }) => ({
      id,
      ...(fault === undefined ? {} : { fault }),
      ...(disarmed?.id === id ? { disarmed: disarmed.says } : {}),
    })),
    jobs: run.jobs ?? jobsFor(target),
    lanes: lanesOfWorker,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(journal === undefined ? {} : { journal }),
    signal,
    ...(onJudged === undefined ? {} : { onJudged }),
  });
  const described = await subject;
  const missing = new Set(result.missing.map(({ id }) => id));
  const judged = result.judged.map(({ report }) => report);
  const { reports, stale } = applyKnownFailures(judged, run.known, new Set(all.map(({ id }) => id)));
  const cases = [...reports, ...selected.cases.filter(({ id }) => missing.has(id)).map(notReached)].toSorted((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  const hash = suiteHash(all);
  const interrupted = signal.aborted;
  const whole = selected.cases.length === selected.of.length;
  return {
    schema: 'sandproof-report-1',
    complete: whole && missing.size === 0,
    selected: { cases: selected.cases.length, of: selected.of.length },
    suite: { version: ownVersion, hash },
    runtime: { ...described.runtime, evidence: described.evidence },
    ...(fault === undefined ? {} : { fault }),
    seed: run.seed,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    floor: readFloor(selected.cases, hash),
    suites: suites(cases),
    totals: totals(cases),
    stale,
    notes: [
      ...new Set(result.notes),
      ...(described.lack === undefined
        ? []
        : [
            `evidence: ${described.evidence === 'proxy' ? "only what the runtime sends through the suite's proxy is seen" : "nothing of what the runtime's processes send is seen"}, since this machine allows no network namespace: ${described.lack}`,
          ]),
      ...(interrupted ? ['the run was interrupted; what was judged until then is reported'] : []),
    ],
    errors: interrupted ? [] : result.errors,
    exitCode: exitCode({
      fault: fault !== undefined,
      cases,
      stale,
      interrupted,
      own: interrupted ? 0 : result.errors.length + missing.size,
      whole: whole && missing.size === 0,
    }),
    cases,
  };
};
