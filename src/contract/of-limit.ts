import type { Limits } from './limits.ts';

/** A place in a call's input where the harness writes a number: `times` the limit that really applies to the called extension, plus `plus`, rounded down. */
export const ofLimit = (limit: keyof Limits, times = 1, plus = 0): string => `{{limit ${limit} ${times} ${plus}}}`;
