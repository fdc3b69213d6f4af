import fc from 'fast-check';

import { drawing } from './drawn-program.ts';
import type { Program, Property } from './program.ts';
import { singleCalls } from './single-calls.ts';

/** A program that did not do as it must, as small as it could be made. */
export interface Finding {
  /** Which run of the campaign found it, from 0. */
  readonly run: number;
  readonly program: Program;
  /** A sentence for everything that was not as expected. */
  readonly unmet: readonly string[];
}

/** One run: what its program was made of, and what was found. */
export interface RunResult {
  readonly run: number;
  readonly covers: readonly string[];
  readonly finding?: Finding;
}

/** Plays a program; returns a sentence for everything that was not as expected. */
export type Play = (program: Program) => Promise<readonly string[]>;

/* Further programs that are tried to make a finding smaller. A bound in time would give another file on another machine. */
const mostTries = 400;

/** Makes one program of a property and plays it; where it does not do as it must, makes it smaller as long as it still does not. @throws {Error} when a program can't be played */
export const runProperty = async ({ name, programs }: Property, seed: number, run: number, play: Play): Promise<RunResult> => {
  let covers: readonly string[] | undefined;
  let smallest: Finding | undefined;
  let tries = 0;
  const broken: unknown[] = [];
  const asExpected = async (program: Program): Promise<boolean> => {
    covers ??= program.covers;
    if (tries > mostTries) return true;
    tries += 1;
    try {
      const sentences = await play(program);
      if (sentences.length === 0) return true;
      smallest = { run, program, unmet: sentences };
      return false;
    } catch (cause) {
      broken.push(cause); // a program that could not be played shows nothing, and is told below
      return true;
    }
  };
  await fc.check(fc.asyncProperty(programs, asExpected), drawing(seed, name, run));
  if (broken.length > 0) throw new Error(`run ${run} of ${name} could not be played: ${String(broken[0])}`, { cause: broken[0] });
  // what fast-check left over of several calls is seldom needed for the one that went wrong
  for (const program of smallest === undefined ? [] : singleCalls(smallest.program)) {
    const sentences = await play(program);
    if (sentences.length === 0) continue;
    smallest = { run, program, unmet: sentences };
    break;
  }
  return { run, covers: covers ?? [], ...(smallest === undefined ? {} : { finding: smallest }) };
};
