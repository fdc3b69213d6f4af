import { answeringFaults } from './answering.ts';
import { crossingFaults } from './crossing.ts';
import { endpointFaults } from './endpoints.ts';
import type { Fault } from './fault.ts';
import { grantingFaults } from './granting.ts';
import { handingOutFaults } from './handing-out.ts';
import { handlingFaults } from './handling.ts';
import { importingFaults } from './importing.ts';
import { leakingFaults } from './leaking.ts';
import { loggingFaults } from './logging.ts';
import { moduleCodeFaults } from './module-code.ts';
import { oddValueFaults } from './odd-values.ts';
import { readingFaults } from './reading-values.ts';
import { recordingFaults } from './recording.ts';
import { refusingFaults } from './refusing.ts';
import { registeringFaults } from './registering.ts';
import { requestingFaults } from './requesting.ts';
import { sleepingFaults } from './sleeping.ts';
import { stoppingFaults } from './stopping.ts';
import { strayingFaults } from './straying.ts';
import { stubbingFaults } from './stubbing.ts';
import { throwingFaults } from './throwing.ts';

/** Every fault that the suite can build in, family by family. */
export const faults: readonly Fault[] = [
  ...leakingFaults,
  ...stubbingFaults,
  ...moduleCodeFaults,
  ...importingFaults,
  ...handingOutFaults,
  ...grantingFaults,
  ...refusingFaults,
  ...loggingFaults,
  ...recordingFaults,
  ...sleepingFaults,
  ...requestingFaults,
  ...answeringFaults,
  ...registeringFaults,
  ...handlingFaults,
  ...endpointFaults,
  ...crossingFaults,
  ...oddValueFaults,
  ...strayingFaults,
  ...readingFaults,
  ...throwingFaults,
  ...stoppingFaults,
];
