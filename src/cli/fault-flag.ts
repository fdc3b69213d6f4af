import type { Fault } from '../faults/fault.ts';
import { faults } from '../faults/faults.ts';
import { SandproofError } from '../harness/suite-error.ts';

/** Returns the fault that `--fault` names; `undefined` when the flag is left out. @throws {SandproofError} `UNKNOWN_FAULT` */
export const faultFlag = (name: string | undefined): Fault | undefined => {
  if (name === undefined) return undefined;
  const fault = faults.find((one) => one.name === name);
  if (fault !== undefined) return fault;
  throw new SandproofError(
    'UNKNOWN_FAULT',
    `--fault: expected one of ${faults.map((one) => one.name).join(', ')}, got ${JSON.stringify(name)}`,
  );
};
