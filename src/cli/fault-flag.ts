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

/** Refuses a fault that needs a seam which this adapter does not have. @throws {SandproofError} `UNKNOWN_FAULT` */
export const checkSeam = (fault: Fault | undefined, seams: readonly string[], adapter: string): void => {
  if (fault?.seam !== true || seams.includes(fault.name)) return;
  throw new SandproofError(
    'UNKNOWN_FAULT',
    `--fault ${fault.name} needs a seam in the runtime, and the adapter ${JSON.stringify(adapter)} has ${seams.length === 0 ? 'none' : seams.join(', ')}; choose a fault that rewrites messages`,
  );
};
