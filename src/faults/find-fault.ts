import type { Fault } from './fault.ts';
import { faults } from './faults.ts';

/** Returns the fault of this name. @throws {RangeError} when there is none */
export const findFault = (name: string): Fault => {
  const fault = faults.find((one) => one.name === name);
  if (fault === undefined) throw new RangeError(`no fault has the name ${JSON.stringify(name)}`);
  return fault;
};
