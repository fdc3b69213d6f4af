import fc from 'fast-check';

import type { Scopes } from '../contract/case.ts';
import { operation, sequence } from '../contract/stimulus.ts';
import type { Expectation } from './expectation.ts';
import { fuzzedSource } from './fuzzed-source.ts';
import type { Program } from './program.ts';

/** One thing that a generated program tries with a function of `directus:api`. */
export interface Attempt {
  /** An expression that may throw or promise. */
  readonly source: string;
  /** What has to be seen of the call where the scope is there. */
  readonly expected: Expectation;
  /** What is tried, for the count of what was covered. */
  readonly argument: string;
}

/** A scope of the contract that has no value of its own. */
export type PlainScope = 'log' | 'sleep';

const others: Readonly<Record<PlainScope, PlainScope>> = { log: 'sleep', sleep: 'log' };

/** Scopes of which three of four have this one, with or without the other one. */
export const scopesWith = (name: PlainScope): fc.Arbitrary<Scopes> => {
  const other = others[name];
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<Scopes>({ [name]: {} }, { log: {}, sleep: {} }) },
    { weight: 1, arbitrary: fc.constantFrom<Scopes>({}, { [other]: {} }) },
  );
};

/** Returns a program that makes these attempts, a call each; without the scope all of them have to be refused. */
export const attemptsUnder = (name: PlainScope, scopes: Scopes, attempts: readonly Attempt[]): Program => {
  const isGranted = Object.hasOwn(scopes, name);
  return {
    given: { extension: 'announces-itself', scopes, source: fuzzedSource(attempts.map(({ source }) => source)) },
    when: sequence(...attempts.map((_, n) => operation('announces-itself', { n }))),
    expects: attempts.map(({ expected }, call) => (isGranted ? expected : { call, refused: true })),
    covers: attempts.flatMap(({ argument }) => [`argument: ${argument}`, `${name}: ${isGranted ? 'granted' : 'denied'}`]),
  };
};
