import type { Limits } from '../../contract/limits.ts';
import type { LoadMessage, LoadRewriting } from '../fault.ts';

/** Gives the runtime other limits than those that the case asks for, and tells the case that its own apply. */
export const otherLimits = (change: (asked: Partial<Limits>) => Partial<Limits>) => (): LoadRewriting => ({
  load: async (message: LoadMessage, forward) => {
    const answer = await forward({ ...message, limits: { ...message.limits, ...change(message.limits) } });
    return 'refused' in answer ? answer : { ...answer, limits: { ...answer.limits, ...message.limits } };
  },
});

/** The limits that are asked for, of these names, times a factor. */
export const scaledLimits =
  (factor: number, names: readonly (keyof Limits)[]) =>
  (asked: Partial<Limits>): Partial<Limits> =>
    Object.fromEntries(names.flatMap((name) => (asked[name] === undefined ? [] : [[name, Math.ceil(asked[name] * factor)]])));

/** Limits of time that no case reaches. */
export const forAges = { cpuMs: 60_000, wallMs: 60_000, loadMs: 60_000 };
