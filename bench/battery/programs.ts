import type { Program } from './program.ts';
import { argumentPrograms } from './programs/arguments.ts';
import { bridgePrograms } from './programs/bridge.ts';
import { crossingPrograms } from './programs/crossing.ts';
import { modulePrograms } from './programs/modules.ts';
import { neighbourPrograms } from './programs/neighbours.ts';
import { hostErrorPrograms } from './programs/host-errors.ts';
import { hostObjectPrograms } from './programs/host-objects.ts';

/** Every program of the battery. */
export const programs: readonly Program[] = [...hostObjectPrograms, ...hostErrorPrograms, ...bridgePrograms, ...modulePrograms, ...argumentPrograms, ...crossingPrograms, ...neighbourPrograms];
