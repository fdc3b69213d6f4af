import fc from 'fast-check';

import { drawing, programsOfRun } from './drawn-program.ts';
import type { Program, Property } from './program.ts';
import { singleCalls } from './single-calls.ts';
import { tellsOfALeak } from './unmet.ts';

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

/* Further programs that are played to make a finding smaller. A bound in time would give another file on another machine. */
const mostTries = 400;

/* The number of a call that goes wrong alone, too. Looked for from another one in each run: what is wrong in many ways shows several of them. */
const findAlone = async (program: Program, run: number, play: Play): Promise<number | undefined> => {
  const singles = singleCalls(program);
  for (const step of singles.keys()) {
    const at = (run * 5 + step) % singles.length;
    const single = singles[at];
    if (single !== undefined && (await play(single)).length > 0) return at;
  }
  return undefined;
};

const textOf = ({ given, when, expects }: Program): string => JSON.stringify([given, when, expects]);

/** Makes one program of a property and plays it, unless `lackOf` says why that would say nothing; where it does not do as it must, makes it smaller as long as it still does not. @throws {Error} when a program can't be played */
export const runProperty = async (
  property: Property,
  seed: number,
  run: number,
  play: Play,
  lackOf: (program: Program) => string | undefined = () => undefined,
): Promise<RunResult> => {
  const broken: unknown[] = [];
  const isWell = async (playing: Promise<boolean>): Promise<boolean> =>
    playing.catch((cause: unknown) => {
      broken.push(cause); // a program that could not be played shows nothing, and is told below
      return true;
    });
  const check = (asExpected: (program: Program) => Promise<boolean>, endOnFailure: boolean): Promise<unknown> =>
    fc.check(
      fc.asyncProperty(programsOfRun(property, run), (program) => isWell(asExpected(program))),
      { ...drawing(seed, property.name, run), endOnFailure },
    );

  let covers: readonly string[] = [];
  let smallest: Finding | undefined;
  let isLeak: boolean | undefined;
  const judge = async (program: Program): Promise<boolean> => {
    const sentences = await play(program);
    const isWrong = sentences.length > 0 && (isLeak === undefined || tellsOfALeak(sentences) === isLeak);
    if (isWrong) smallest = { run, program, unmet: sentences };
    return !isWrong;
  };
  await check(async (program) => {
    const lack = lackOf(program);
    covers = lack === undefined ? program.covers : [`not applicable: ${lack}`];
    return lack !== undefined || (await judge(program));
  }, true);
  const { program: first } = smallest ?? {};

  if (first !== undefined && broken.length === 0) {
    // one call needs a fraction of the time of all, and what makes the others smaller does not matter any more
    const alone = await findAlone(first, run, play);
    const known = new Map<string, boolean>();
    const single = alone === undefined ? undefined : singleCalls(first)[alone];
    if (single !== undefined) await judge(single);
    // a leak stays one, and does not become the next best thing that goes wrong
    isLeak = tellsOfALeak(smallest?.unmet ?? []);
    await check(async (drawn) => {
      const program = alone === undefined ? drawn : singleCalls(drawn)[alone];
      if (program === undefined) return true;
      const text = textOf(program);
      const told = known.get(text) ?? (known.size >= mostTries || (await judge(program)));
      known.set(text, told);
      return told;
    }, false);
  }
  if (broken.length > 0) throw new Error(`run ${run} of ${property.name} could not be played: ${String(broken[0])}`, { cause: broken[0] });
  return { run, covers, ...(smallest === undefined ? {} : { finding: smallest }) };
};
