import type { Program } from './program.ts';
import { argumentPrograms } from './programs/arguments.ts';
import { bridgePrograms } from './programs/bridge.ts';
import { clockPrograms } from './programs/clocks.ts';
import { crossingPrograms } from './programs/crossing.ts';
import { floodPrograms } from './programs/floods.ts';
import { hostErrorPrograms } from './programs/host-errors.ts';
import { hostObjectPrograms } from './programs/host-objects.ts';
import { importPrograms } from './programs/imports.ts';
import { loopPrograms } from './programs/loops.ts';
import { memoryPrograms } from './programs/memory.ts';
import { modulePrograms } from './programs/modules.ts';
import { neighbourPrograms } from './programs/neighbours.ts';
import { networkPrograms } from './programs/network.ts';
import { registeringPrograms } from './programs/registering.ts';
import { requestArgumentPrograms } from './programs/request-arguments.ts';
import { responsePrograms } from './programs/responses.ts';
import { runnerPrograms } from './programs/runner.ts';
import { sizePrograms } from './programs/sizes.ts';
import { speciesPrograms } from './programs/species.ts';
import { throwingPrograms } from './programs/throwing.ts';
import { unloadingPrograms } from './programs/unloading.ts';

/** Every program of the battery. */
export const programs: readonly Program[] = [
  ...hostObjectPrograms,
  ...hostErrorPrograms,
  ...speciesPrograms,
  ...bridgePrograms,
  ...runnerPrograms,
  ...modulePrograms,
  ...importPrograms,
  ...argumentPrograms,
  ...requestArgumentPrograms,
  ...crossingPrograms,
  ...sizePrograms,
  ...neighbourPrograms,
  ...loopPrograms,
  ...memoryPrograms,
  ...floodPrograms,
  ...networkPrograms,
  ...throwingPrograms,
  ...unloadingPrograms,
  ...registeringPrograms,
  ...responsePrograms,
  ...clockPrograms,
];
