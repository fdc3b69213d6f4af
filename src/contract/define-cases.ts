import type { ConformanceCase } from './case.ts';

/** Returns the cases as they are; gives suite files their types. */
export const defineCases = (cases: readonly ConformanceCase[]): readonly ConformanceCase[] => cases;
