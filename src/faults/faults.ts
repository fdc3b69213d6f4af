import { answeringFaults } from './answering.ts';
import { crossingFaults } from './crossing.ts';
import { disclosingFaults } from './disclosing.ts';
import { endpointFaults } from './endpoints.ts';
import type { Fault } from './fault.ts';
import { foreignArgumentFaults } from './foreign-arguments.ts';
import { foreignErrorFaults } from './foreign-errors.ts';
import { foreignObjectFaults } from './foreign-objects.ts';
import { grantingFaults } from './granting.ts';
import { handingOutFaults } from './handing-out.ts';
import { handlingFaults } from './handling.ts';
import { importingFaults } from './importing.ts';
import { leakingFaults } from './leaking.ts';
import { loggingFaults } from './logging.ts';
import { moduleCodeFaults } from './module-code.ts';
import { refusingFaults } from './refusing.ts';
import { registeringFaults } from './registering.ts';
import { requestingFaults } from './requesting.ts';
import { sleepingFaults } from './sleeping.ts';
import { stoppingFaults } from './stopping.ts';
import { stubbingFaults } from './stubbing.ts';

/** Every fault that the suite can build in, family by family. */
export const faults: readonly Fault[] = [
  ...leakingFaults,
  ...foreignObjectFaults,
  ...foreignErrorFaults,
  ...foreignArgumentFaults,
  ...disclosingFaults,
  ...stubbingFaults,
  ...moduleCodeFaults,
  ...importingFaults,
  ...handingOutFaults,
  ...grantingFaults,
  ...refusingFaults,
  ...loggingFaults,
  ...sleepingFaults,
  ...requestingFaults,
  ...answeringFaults,
  ...registeringFaults,
  ...handlingFaults,
  ...endpointFaults,
  ...crossingFaults,
  ...stoppingFaults,
];
