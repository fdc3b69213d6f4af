import type { Limits } from '../../contract/limits.ts';
import type { LoadMessage, Rewriting } from '../fault.ts';

/** Gives the runtime other limits than those that the case asks for, and tells the case that its own apply. */
export const otherLimits = (change: (asked: Partial<Limits>) => Partial<Limits>) => (): Rewriting => ({
  load: async (message: LoadMessage, forward) => {
    const answer = await forward({ ...message, limits: { ...message.limits, ...change(message.limits) } });
    return 'refused' in answer ? answer : { ...answer, limits: { ...answer.limits, ...message.limits } };
  },
});
