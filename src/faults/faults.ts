import { answeringFaults } from './answering.ts';
import { crossingFaults } from './crossing.ts';
import { disclosingFaults } from './disclosing.ts';
import { drawingFaults } from './drawing.ts';
import { dispatchingFaults } from './dispatching.ts';
import { endpointFaults } from './endpoints.ts';
import type { Fault } from './fault.ts';
import { foreignArgumentFaults } from './foreign-arguments.ts';
import { foreignErrorFaults } from './foreign-errors.ts';
import { foreignObjectFaults } from './foreign-objects.ts';
import { grantingFaults } from './granting.ts';
import { handingOutFaults } from './handing-out.ts';
import { handlingFaults } from './handling.ts';
import { importingLaterFaults } from './importing-later.ts';
import { importingFaults } from './importing.ts';
import { leakingFaults } from './leaking.ts';
import { linkingFaults } from './linking.ts';
import { loggingFaults } from './logging.ts';
import { matchingGlobsFaults } from './matching-globs.ts';
import { limitingFaults } from './limiting.ts';
import { mixingFaults } from './mixing.ts';
import { moduleCodeFaults } from './module-code.ts';
import { readingUrlsFaults } from './reading-urls.ts';
import { measuringFaults } from './measuring.ts';
import { pollutingFaults } from './polluting.ts';
import { oddValueFaults } from './odd-values.ts';
import { readingFaults } from './reading-values.ts';
import { recordingFaults } from './recording.ts';
import { refusingFaults } from './refusing.ts';
import { registeringFaults } from './registering.ts';
import { hostileRequestFaults } from './requesting-hostile.ts';
import { packagingFaults } from './packaging.ts';
import { reloadingFaults } from './reloading.ts';
import { requestingFaults } from './requesting.ts';
import { respondingFaults } from './responding.ts';
import { routingFaults } from './routing.ts';
import { sleepingFaults } from './sleeping.ts';
import { scopeShapeFaults } from './scope-shapes.ts';
import { stoppingFaults } from './stopping.ts';
import { strayingFaults } from './straying.ts';
import { stubbingFaults } from './stubbing.ts';
import { takingFaults } from './taking-anything.ts';
import { throwingFaults } from './throwing.ts';

/** Every fault that the suite can build in, family by family. */
export const faults: readonly Fault[] = [
  ...leakingFaults,
  ...foreignObjectFaults,
  ...foreignErrorFaults,
  ...foreignArgumentFaults,
  ...disclosingFaults,
  ...stubbingFaults,
  ...pollutingFaults,
  ...moduleCodeFaults,
  ...importingFaults,
  ...importingLaterFaults,
  ...linkingFaults,
  ...measuringFaults,
  ...drawingFaults,
  ...handingOutFaults,
  ...grantingFaults,
  ...refusingFaults,
  ...loggingFaults,
  ...recordingFaults,
  ...sleepingFaults,
  ...requestingFaults,
  ...readingUrlsFaults,
  ...matchingGlobsFaults,
  ...hostileRequestFaults,
  ...scopeShapeFaults,
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
  ...dispatchingFaults,
  ...takingFaults,
  ...reloadingFaults,
  ...routingFaults,
  ...respondingFaults,
  ...packagingFaults,
  ...limitingFaults,
  ...mixingFaults,
];
