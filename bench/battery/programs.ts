import type { Program } from './program.ts';
import { hostObjectPrograms } from './programs/host-objects.ts';

/** Every program of the battery. */
export const programs: readonly Program[] = [...hostObjectPrograms];
