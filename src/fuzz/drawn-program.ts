import { createHash } from 'node:crypto';

import fc from 'fast-check';

import type { Program, Property } from './program.ts';

/** Returns the seed of one run, a whole number of 31 bits: it depends on nothing that other runs did, so that runs can be dealt to machines. */
const seedOfRun = (seed: number, property: string, run: number): number =>
  createHash('sha256').update(`${seed} ${property} ${run}`).digest().readUInt32LE() >>> 1;

/** Returns how fast-check draws the one program of a run. The first run of a check is drawn small otherwise, and each is the first. */
export const drawing = (
  seed: number,
  name: string,
  run: number,
): { readonly seed: number; readonly numRuns: 1; readonly unbiased: true } => ({
  seed: seedOfRun(seed, name, run),
  numRuns: 1,
  unbiased: true,
});

/** Returns the programs that one run of a campaign may draw. */
export const programsOfRun = ({ programs, programsOf }: Property, run: number): fc.Arbitrary<Program> => programsOf?.(run) ?? programs;

/** Returns the program of one run of a campaign. */
export const drawnProgram = (property: Property, seed: number, run: number): Program => {
  const drawn: Program[] = [];
  fc.check(
    fc.property(programsOfRun(property, run), (program) => void drawn.push(program)),
    drawing(seed, property.name, run),
  );
  const [program] = drawn;
  if (program === undefined) throw new Error(`${property.name} drew no program for run ${run} of seed ${seed}`);
  return program;
};
