import { findFault } from '../../faults/find-fault.ts';
import { properties } from '../properties/properties.ts';
import { runProperty, type Finding } from '../run-property.ts';
import { playPlanted } from './play-planted.testing.ts';

/** Programs of each property that the suite plays: in so many a planted fault has to be found. */
export const budgets: Readonly<Record<string, number>> = { requests: 8, redirects: 6, 'broken-globs': 8, arguments: 4 };

/** Returns the first finding of a property in a runtime with a planted fault, made small; `undefined` when its budget does not show one. */
export const findPlanted = async (fault: string, name: string, seed: number): Promise<Finding | undefined> => {
  const property = properties.find((one) => one.name === name);
  if (property === undefined) throw new RangeError(`no property has the name ${JSON.stringify(name)}`);
  const play = playPlanted(findFault(fault));
  for (let run = 0; run < (budgets[name] ?? 0); run += 1) {
    const { finding } = await runProperty(property, seed, run, play);
    if (finding !== undefined) return finding;
  }
  return undefined;
};
