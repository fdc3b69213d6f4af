import type { Observation } from '../contract/observation.ts';
import { sent } from '../contract/reading.ts';
import type { Role } from '../contract/stimulus.ts';
import type { Expectation } from './expectation.ts';
import { briefly, judgeCall, leftOver, listed, type Unclaimed } from './judge-call.ts';
import { judgeLoads } from './judge-load.ts';

const roles = ['subject', 'beside', 'fresh'] as const satisfies readonly Role[];

const recordsOf = (seen: Observation, role: Role): readonly string[] =>
  seen.logs.filter((record) => record.role === role).map(({ text }) => text);

const isRefusal = (expectations: readonly Expectation[], seen: Observation): boolean =>
  'refused' in seen.load && expectations.every((one) => 'refused' in one) && seen.network.length === 0;

const leak = 'left the host, and nothing grants it';

/** Whether one of these sentences says that something left which nothing grants. */
export const tellsOfALeak = (sentences: readonly string[]): boolean => sentences.some((one) => one.endsWith(leak));

/** Returns a sentence for each expectation that was not met, first of all for what was done outside without being expected; none when all is well. Pure. */
export const unmet = (expectations: readonly Expectation[], seen: Observation): readonly string[] => {
  const isLoadExpected = expectations.some((one) => 'load' in one && one.load === 'subject');
  // who refuses to load what may do nothing has not let it do anything; one that breaks while it loads has refused nothing
  if (!seen.load.accepted && !isLoadExpected && !isRefusal(expectations, seen))
    return [`the extension did not load: ${JSON.stringify(seen.load)}`];
  const loads = judgeLoads(expectations, seen);
  const skipped = seen.load.accepted || isLoadExpected ? loads.refused : [...loads.refused, 'subject'];
  const unclaimed: Unclaimed = {
    requests: sent(seen),
    records: new Map(roles.map((role) => [role, recordsOf(seen, role)])),
    granted: new Set(),
    credits: [],
  };
  const calls = expectations.flatMap((one) =>
    'load' in one || skipped.includes(one.role ?? 'subject') ? [] : (judgeCall(one, seen, unclaimed) ?? []),
  );
  const { records } = unclaimed;
  const requests = leftOver(unclaimed);
  const nobodys = seen.logs.filter(({ role }) => role === 'unknown').map(({ text }) => text);
  const recorded = [...roles.flatMap((role) => records.get(role) ?? []), ...nobodys];
  const strays = seen.network.filter(({ kind }) => kind === 'connect');
  return [
    ...(requests.length > 0 ? [`${listed(requests)} ${leak}`] : []),
    ...(strays.length > 0 ? [`a connection was opened: ${JSON.stringify(strays[0])}`] : []),
    ...(recorded.length > 0 ? [`${briefly(recorded.slice(0, 4))} stands in the log, and no call may have logged it`] : []),
    ...loads.sentences,
    ...calls,
  ];
};
