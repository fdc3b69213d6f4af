import type { Attempt } from '../contract/attempt.ts';
import type { AttemptReport, CaseFigures, CaseReport } from '../contract/case-report.ts';
import type { ConformanceCase } from '../contract/case.ts';
import { findClause } from '../contract/clauses.ts';
import type { Limits } from '../contract/limits.ts';
import type { Verdict } from '../contract/verdict.ts';
import { describeOutcome } from './describe-outcome.ts';

/** Bytes of UTF-8. */
const mostEvidence = 8 * 1024;

/* What a call gave may be nested deeper than can be made text here again; its own text is in its outcome. */
const textOf = (value: unknown): string => {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return JSON.stringify(value, (key, inner: unknown) => (key === 'value' || key === 'act' ? undefined : inner));
  }
};

const bounded = (value: unknown): string => {
  const bytes = Buffer.from(textOf(value));
  if (bytes.length <= mostEvidence) return bytes.toString();
  const end = `… (${bytes.length} bytes)`;
  // with `stream`, what is left of a character at the end is held back instead of shown as a broken one
  const start = new TextDecoder().decode(bytes.subarray(0, mostEvidence - Buffer.byteLength(end)), { stream: true });
  return `${start}${end}`;
};

const reportAttempt = ({ role, seen }: Attempt): AttemptReport => {
  const last = [...seen.calls].at(-1);
  const load = seen.load.accepted
    ? 'loaded'
    : 'failed' in seen.load
      ? describeOutcome(seen.load.failed)
      : `refused in phase ${seen.load.refused.phase}`;
  return {
    role: role === 'case' ? 'case' : 'twin',
    challenge: seen.challenge,
    outcome: last === undefined ? load : describeOutcome(last.outcome),
    evidence: bounded({
      load: seen.load,
      besideLoad: seen.besideLoad,
      calls: seen.calls,
      besideCalls: seen.besideCalls,
      freshLoad: seen.freshLoad,
      freshCalls: seen.freshCalls,
      logs: seen.logs,
      network: seen.network,
      watches: seen.watches,
      measures: seen.measures,
      trip: seen.trip,
      troubles: seen.troubles,
    }),
  };
};

const timeLimits: Readonly<Record<string, keyof Limits | undefined>> = { cpu: 'cpuMs', wall: 'wallMs', load: 'loadMs' };

const rounded = (value: number): number => Math.round(value * 10) / 10;

const figuresOf = (attempts: readonly Attempt[]): CaseFigures | undefined => {
  const seen = attempts.find(({ role }) => role === 'case')?.seen;
  if (seen === undefined || !seen.load.accepted) return undefined;
  const { limits } = seen.load;
  const stops = seen.calls.flatMap(({ outcome, startedAt, endedAt }) => {
    const key = outcome.status === 'stopped' ? timeLimits[outcome.limit] : undefined;
    return outcome.status !== 'stopped' || key === undefined
      ? []
      : [{ limit: outcome.limit, limitMs: limits[key], tookMs: rounded(endedAt - startedAt) }];
  });
  // A watch in which nothing was stopped only waits.
  const shares = (seen.calls.some(({ outcome }) => outcome.status === 'stopped') ? seen.watches : []).flatMap(({ busyShare }) =>
    busyShare === undefined ? [] : [busyShare],
  );
  const measures = seen.measures.map(({ worstPingMs, grownMiB }) => ({
    worstPingMs: rounded(worstPingMs),
    ...(grownMiB === undefined ? {} : { grownMiB: rounded(grownMiB) }),
  }));
  if (stops.length === 0 && shares.length === 0 && measures.length === 0) return undefined;
  return {
    ...(stops.length > 0 ? { stops } : {}),
    ...(shares.length > 0 ? { busyShare: Math.round(Math.max(...shares) * 1000) / 1000 } : {}),
    ...(measures.length > 0 ? { measures } : {}),
  };
};

/** Makes a case's entry for journal and report. */
export const reportCase = (one: ConformanceCase, verdict: Verdict, attempts: readonly Attempt[], ms: number): CaseReport => {
  const clause = findClause(one.clause);
  if (clause === undefined) throw new Error(`the clause ${one.clause} of ${one.id} is unknown`);
  const figures = figuresOf(attempts);
  return {
    id: one.id,
    clause: one.clause,
    level: clause.level,
    profile: clause.profile,
    kind: one.kind,
    says: one.says,
    ...verdict,
    attempts: attempts.map(reportAttempt),
    ...(figures === undefined ? {} : { figures }),
    ms: rounded(ms),
  };
};
