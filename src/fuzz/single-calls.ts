import type { Program } from './program.ts';

/** Returns a program for each call of a program that makes several, one after the other, and none for any other program. */
export const singleCalls = ({ given, when, expects, covers }: Program): readonly Program[] => {
  if (when.do !== 'sequence' || when.steps.length < 2 || when.steps.length !== expects.length) return [];
  return when.steps.flatMap((step, at): readonly Program[] => {
    const expected = expects[at];
    return step.do === 'call' && expected !== undefined && 'call' in expected && expected.call === at
      ? [{ given, when: step, expects: [{ ...expected, call: 0 }], covers }]
      : [];
  });
};
