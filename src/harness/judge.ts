import type { RuntimeInfo } from '../contract/adapter.ts';
import type { Attempt } from '../contract/attempt.ts';
import type { Check, Checks, ConformanceCase, ReasonCheck } from '../contract/case.ts';
import type { NetworkEvidence, NetworkTable } from '../contract/network.ts';
import type { Observation } from '../contract/observation.ts';
import type { CheckResult, FailKind, Verdict } from '../contract/verdict.ts';
import { describeOutcome } from './describe-outcome.ts';
import { lacks } from './lacks.ts';
import { brokenOutcome } from './raced.ts';

/** What the judge knows of the runtime besides what was seen. */
export interface Bench {
  readonly runtime: RuntimeInfo;
  readonly evidence: NetworkEvidence;
  /** Sentences of checks to take for true, for proving that each one matters: `case id` → sentence. */
  readonly disarmed?: { readonly id: string; readonly says: string } | undefined;
}

/** Characters of a sentence's quotation of what a runtime said. */
const mostText = 300;

/** The verdict's reason where what a runtime sends can't be seen. */
const noGateway = 'no gateway: what this runtime sends cannot be seen';

/** The same where only a part of it can. */
const onlyProxy = 'no network namespace: only what this runtime sends through the proxy can be seen';

interface Evaluated extends CheckResult {
  readonly isReason: boolean;
}

const holds = (check: Check, seen: Observation): boolean => {
  try {
    return check(seen);
  } catch {
    return false; // what a check can't read did not hold
  }
};

const evaluate = (checks: Checks, seen: Observation, disarmed: (says: string) => boolean): Evaluated[] =>
  Object.entries(checks).map(([says, check]: [string, Check | ReasonCheck]) => {
    const isReason = typeof check !== 'function';
    return { says, isReason, held: disarmed(says) || holds(isReason ? check.reason : check, seen) };
  });

const bounded = (text: string): string => (text.length > mostText ? `${text.slice(0, mostText)}…` : text);

const hostOf = (key: string): string => URL.parse(key.slice(key.indexOf(' ') + 1))?.hostname ?? '';

const strayed = (seen: Observation, table: NetworkTable | undefined): string | undefined => {
  const names = new Set([...Object.keys(table?.answers ?? {}).map(hostOf), ...Object.keys(table?.dns ?? {})]);
  for (const record of seen.network) {
    if (record.kind === 'dns' && !names.has(record.name)) return `a DNS query for ${bounded(record.name)}`;
    if (record.kind === 'connect' && record.server === undefined) return `a connection to ${bounded(record.target)}`;
    if (record.kind === 'request' && !record.inTable) return `the request ${bounded(`${record.method} ${record.url}`)}`;
  }
  return undefined;
};

const summary = (seen: Observation): string => {
  if (!seen.load.accepted) {
    if ('failed' in seen.load) return `the load: ${describeOutcome(seen.load.failed)}`;
    const { phase, error } = seen.load.refused;
    return `the load was refused in phase ${phase} with ${bounded(error.name)}: ${JSON.stringify(bounded(error.message))}`;
  }
  const last = seen.calls.at(-1);
  return last === undefined ? 'it loaded and nothing was called' : `the call ${describeOutcome(last.outcome)}`;
};

/** Returns the verdict on a case from what was seen of its attempts. Pure. */
export const judge = (one: ConformanceCase, attempts: readonly Attempt[], bench: Bench): Verdict => {
  const [missing] = (one.needs ?? []).flatMap((need) => lacks(bench.runtime, need) ?? []);
  if (missing !== undefined) return { verdict: 'not-applicable', because: missing, checks: [] };
  if (bench.evidence === 'none' && (one.given.network ?? one.admits?.given?.network) !== undefined) {
    return { verdict: 'untestable', because: noGateway, checks: [] };
  }
  if (attempts.length === 0) return { verdict: 'untestable', because: 'not reached', checks: [] };
  const main = attempts.find(({ role }) => role === 'case');
  if (bench.evidence === 'none' && looksAtNetwork(one, attempts)) return { verdict: 'untestable', because: noGateway, checks: [] };
  if (bench.evidence === 'proxy' && !showsInProxy(one, attempts)) return { verdict: 'untestable', because: onlyProxy, checks: [] };
  const disarmed = (says: string): boolean => bench.disarmed?.id === one.id && bench.disarmed.says === says;
  const evaluated = main === undefined ? [] : evaluate(one.expect, main.seen, disarmed);
  const checks = evaluated.map(({ says, held }) => ({ says, held }));
  const fail = (kind: FailKind, because: string): Verdict => ({ verdict: 'fail', fail: kind, because, checks });
  const untestable = (because: string): Verdict => ({ verdict: 'untestable', because, checks });

  for (const { role, seen } of attempts) {
    const broken = brokenOutcome(seen);
    const where = role === 'case' ? '' : ` in the ${role.replace('-', ' ')} it`;
    if (broken !== undefined)
      return fail(broken.status === 'hung' ? 'hung' : 'crashed', `the runtime broke${where}: ${describeOutcome(broken)}`);
    if (!seen.hostAlive) return fail('crashed', `the host did not answer afterwards${where}`);
    const outside = strayed(seen, role === 'case' ? one.given.network : (one.admits?.given?.network ?? one.given.network));
    if (outside !== undefined)
      return fail(one.kind === 'contains' ? 'escaped' : 'violated', `something outside the case's network left${where}: ${outside}`);
  }

  for (const { role, seen } of attempts) {
    if (role === 'case' || one.admits === undefined) continue;
    const when = role === 'twin-before' ? 'before' : 'after';
    if (!seen.load.accepted) return fail('over-refused', `the twin ${when} it does not load. Seen: ${summary(seen)}`);
    const failed = evaluate(one.admits.expect, seen, () => false).filter(({ held }) => !held);
    if (failed.length > 0)
      return fail('over-refused', `the twin ${when} it fails: ${failed.map(({ says }) => says).join('; ')}. Seen: ${summary(seen)}`);
    if (one.challenge === undefined && seen.challenge !== 'answered')
      return untestable(`the twin's guest gave ${seen.challenge === 'wrong' ? 'a wrong' : 'no'} answer to the challenge`);
  }

  const unplayed = [...twinRoles(one), 'case' as const].find((wanted) => !attempts.some(({ role }) => role === wanted));
  if (main === undefined || unplayed !== undefined)
    return untestable(unplayed === 'case' ? 'it was not played' : `the ${unplayed?.replace('-', ' ') ?? ''} it was not played`);

  const failed = evaluated.filter(({ held }) => !held);
  if (failed.length > 0) {
    const because = `${failed.map(({ says }) => says).join('; ')}. Seen: ${summary(main.seen)}`;
    if (failed.every(({ isReason }) => isReason)) return fail('wrong-reason', because);
    if (neverRan(one, main.seen)) return fail('over-refused', because);
    return fail(one.kind === 'contains' ? 'escaped' : 'violated', because);
  }
  if (needsAnswer(one, main.seen) && main.seen.challenge !== 'answered') {
    return main.seen.challenge === 'wrong'
      ? fail('violated', 'what the guest computed on the challenge is wrong')
      : untestable(`nothing inside answered the challenge, so nothing shows that the code ran. Seen: ${summary(main.seen)}`);
  }
  return { verdict: 'pass', checks };
};

/* What is refused while it is linked has run nothing, so that nothing of it can have got out; what is refused later may have. */
const neverRan = ({ kind }: ConformanceCase, { load }: Observation): boolean =>
  kind === 'provides' ? !load.accepted : kind === 'contains' && 'refused' in load && ['manifest', 'link'].includes(load.refused.phase);

const twinRoles = ({ kind, admits }: ConformanceCase): readonly Attempt['role'][] =>
  admits === undefined ? [] : kind === 'refuses' ? ['twin-before', 'twin-after'] : ['twin-before'];

// Whether each check that looks at the network would hold if nothing had been seen of it.
const ofNothingSeen = (one: ConformanceCase, attempts: readonly Attempt[]): readonly boolean[] =>
  attempts.flatMap(({ role, seen }) =>
    Object.entries(role === 'case' ? one.expect : (one.admits?.expect ?? {})).flatMap(([says, check]) => {
      let looked = false;
      const blind: Observation = {
        ...seen,
        get network() {
          looked = true;
          return [];
        },
      };
      const held = evaluate({ [says]: check }, blind, () => false).every((result) => result.held);
      return looked ? [held] : [];
    }),
  );

// Where nothing of the network can be seen, "nothing left" would hold of every runtime.
const looksAtNetwork = (one: ConformanceCase, attempts: readonly Attempt[]): boolean => ofNothingSeen(one, attempts).length > 0;

// A proxy shows that something was sent, never that nothing was; and it resolves the names, so no address and no server is reached.
const showsInProxy = (one: ConformanceCase, attempts: readonly Attempt[]): boolean =>
  (one.given.network ?? one.admits?.given?.network)?.servers === undefined &&
  !ofNothingSeen(one, attempts).some((held) => held || one.kind !== 'provides');

// For a refused load the twin and the phase stand in; for foreign code the case's own sentence.
const needsAnswer = (one: ConformanceCase, seen: Observation): boolean =>
  one.challenge === undefined && !(one.kind === 'refuses' && !seen.load.accepted);

// Whatever is missing yet: the runtime is whole, the twins hold, and the challenge is answered.
const stands = (one: ConformanceCase, attempts: readonly Attempt[]): boolean =>
  attempts.every(({ role, seen }) => {
    if (brokenOutcome(seen) !== undefined || !seen.hostAlive) return false;
    if (role === 'case') return !needsAnswer(one, seen) || seen.challenge === 'answered';
    if (!seen.load.accepted || (one.challenge === undefined && seen.challenge !== 'answered')) return false;
    return evaluate(one.admits?.expect ?? {}, seen, () => false).every(({ held }) => held);
  });

/** Returns the sentences of the checks that are false while the runtime is whole, the twin holds, and the challenge is answered: only such a check is shown able to fail. Pure. */
export const falsified = (one: ConformanceCase, attempts: readonly Attempt[], { disarmed }: Bench): readonly string[] => {
  const main = attempts.find(({ role }) => role === 'case');
  if (main === undefined || !stands(one, attempts)) return [];
  return evaluate(one.expect, main.seen, (says) => disarmed?.id === one.id && disarmed.says === says).flatMap(({ says, held }) =>
    held ? [] : [says],
  );
};

/** When a case is given up: as soon as it can't pass any more, or as soon as it can neither pass nor show that one of its checks can fail. */
export type GiveUp = 'lost' | 'shows-nothing';

/** Returns whether nothing that could still be played would change what is wanted of a case. Pure. */
export const isDecided = (one: ConformanceCase, attempts: readonly Attempt[], when: GiveUp): boolean =>
  !stands(one, attempts) ||
  (when === 'lost' &&
    attempts.some(({ role, seen }) => role === 'case' && evaluate(one.expect, seen, () => false).some(({ held }) => !held)));
