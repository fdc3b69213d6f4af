import type fc from 'fast-check';

import type { Need } from '../contract/adapter.ts';
import type { Given } from '../contract/case.ts';
import type { Step } from '../contract/stimulus.ts';
import type { Expectation } from './expectation.ts';

/** A generated program: what is loaded, what is done with it, and what must be seen. */
export interface Program {
  readonly given: Given;
  readonly when: Step;
  readonly expects: readonly Expectation[];
  /** What it is made of, for the count of what was covered; a thing that happens twice is named twice. */
  readonly covers: readonly string[];
  /** What a runtime must have or claim for it to mean anything. */
  readonly needs?: readonly Need[];
  /** Where a load is refused: what has to be given for the same steps to be admitted, and what must be seen then. */
  readonly twin?: { readonly given: Partial<Given>; readonly expects: readonly Expectation[] };
}

/** Something that holds for all programs of a kind. */
export interface Property {
  /** For the command line and for files: lower-case words with `-`. */
  readonly name: string;
  /** The clause of the contract that it is about. */
  readonly clause: string;
  /** One sentence. */
  readonly says: string;
  readonly programs: fc.Arbitrary<Program>;
  /** The programs of one run, where runs in a row are dealt what they are made of, so that a few of them have all of it; `programs` where it is left out. */
  programsOf?(run: number): fc.Arbitrary<Program>;
}
