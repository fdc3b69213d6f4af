import type { Program } from './program.ts';
import { argumentPrograms } from './programs/arguments.ts';
import { bridgePrograms } from './programs/bridge.ts';
import { clockPrograms } from './programs/clocks.ts';
import { crossingPrograms } from './programs/crossing.ts';
import { floodPrograms } from './programs/floods.ts';
import { hostErrorPrograms } from './programs/host-errors.ts';
import { hostObjectPrograms } from './programs/host-objects.ts';
import { loopPrograms } from './programs/loops.ts';
import { memoryPrograms } from './programs/memory.ts';
import { modulePrograms } from './programs/modules.ts';
import { neighbourPrograms } from './programs/neighbours.ts';
import { networkPrograms } from './programs/network.ts';
import { registeringPrograms } from './programs/registering.ts';
import { throwingPrograms } from './programs/throwing.ts';

/** Every program of the battery. */
export const programs: readonly Program[] = [
  ...hostObjectPrograms,
  ...hostErrorPrograms,
  ...bridgePrograms,
  ...modulePrograms,
  ...argumentPrograms,
  ...crossingPrograms,
  ...neighbourPrograms,
  ...loopPrograms,
  ...memoryPrograms,
  ...floodPrograms,
  ...networkPrograms,
  ...throwingPrograms,
  ...registeringPrograms,
  ...clockPrograms,
];
