import type { Fault } from './fault.ts';

/** Every fault that the suite can build in. */
export const faults: readonly Fault[] = [];
