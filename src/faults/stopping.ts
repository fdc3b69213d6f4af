import type { Limits } from '../contract/limits.ts';
import { inSeam, semantic } from './build-fault.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { Fault, LoadAnswer, Rewriting } from './fault.ts';
import { forAges, otherLimits, scaledLimits } from './rewriting/other-limits.ts';

const claim = <T>(ms: number, value: T): Promise<T> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms, value).unref();
  });

/** Takes the limits from the runtime, and claims a stop at the time that the case asks for while everything goes on. */
const onlyClaims = (): Rewriting => {
  const asked = new Map<string, Partial<Limits>>();
  const { load: unlimited } = otherLimits(() => forAges)();
  return {
    load: (message, forward) => {
      const { loadMs, wallMs } = message.limits;
      asked.set(message.extension.name, message.limits);
      if (loadMs === undefined && wallMs === undefined) return forward(message);
      const refused = { phase: 'evaluate', error: { name: 'Error', message: 'stopped' }, limit: 'load' } as const;
      return Promise.race([unlimited(message, forward), claim<LoadAnswer>(loadMs ?? forAges.loadMs, { refused })]);
    },
    call: (message, forward) => {
      const { wallMs = forAges.wallMs } = asked.get(message.entry.extension) ?? {};
      return Promise.race([forward(message), claim<Outcome>(wallMs, { status: 'stopped', limit: 'wall' })]);
    },
  };
};

/** The honest extension is loaded first; a stop of the other one takes it along. */
const stopsTheNeighbour = (): Rewriting => {
  let stopped = false;
  let first: string | undefined;
  return {
    load: async (message, forward) => {
      first ??= message.extension.name;
      const answer = await forward(message);
      if ('refused' in answer && answer.refused.limit !== undefined) stopped = true;
      return answer;
    },
    call: async (message, forward) => {
      if (stopped && message.entry.extension === first) return { status: 'absent' };
      const outcome = await forward(message);
      if (outcome.status === 'stopped') stopped = true;
      return outcome;
    },
  };
};

/** When and how extensions are stopped. */
export const stoppingFaults: readonly Fault[] = [
  semantic(
    'timeout-not-armed',
    'the limits of time are not enforced',
    otherLimits(() => forAges),
  ),
  inSeam('timeout-not-armed-on-delivery', 'code that an answer of the host resumes has no limit of time'),
  inSeam('keeps-running-after-stop', 'a stop is claimed, and everything goes on'),
  semantic('only-claims-to-stop', 'a stop is claimed at its limit, and everything goes on', onlyClaims),
  semantic('late-stop', 'stops come at five times the limit', otherLimits(scaledLimits(5, ['cpuMs', 'wallMs', 'loadMs']))),
  semantic('stops-honest-code', 'stops come at a quarter of the limit', otherLimits(scaledLimits(1 / 4, ['cpuMs', 'wallMs', 'loadMs']))),
  semantic('stops-the-neighbour', 'a stop takes the extension beside along', stopsTheNeighbour),
];
