import type { CallExpectation, CallOf } from './expectation.ts';
import type { Program } from './program.ts';

const roleOf = ({ role = 'subject' }: CallOf): string => role;

const isOf = (one: CallOf, other: CallOf): boolean => one.call === other.call && roleOf(one) === roleOf(other);

/* What stands alone is compared with nothing. */
const alone = (one: CallExpectation): CallExpectation => {
  if (!('allows' in one)) return { ...one, call: 0 };
  const { asMuchAs: _, ...rest } = one;
  return { ...rest, call: 0 };
};

/* Two calls to one extension are its first and its second. */
const compared = (other: CallExpectation, one: CallExpectation): readonly CallExpectation[] => {
  const call = roleOf(other) === roleOf(one) ? 1 : 0;
  return [
    alone(other),
    'allows' in one && one.asMuchAs !== undefined ? { ...one, call, asMuchAs: { ...one.asMuchAs, call: 0 } } : { ...one, call },
  ];
};

/**
 * Returns a program for each call of a program that makes several, one after the other and nothing else, together with the call that it is compared
 * with; none for any other program.
 */
export const singleCalls = ({ given, when, expects, covers }: Program): readonly Program[] => {
  if (when.do !== 'sequence' || when.steps.length < 2 || when.steps.length !== expects.length) return [];
  const { steps } = when;
  const calls = expects.filter((one) => 'call' in one);
  if (calls.length < steps.length || steps.some((step) => step.do !== 'call')) return [];
  return calls.flatMap((one, at): readonly Program[] => {
    const step = steps[at];
    if (step === undefined) return [];
    const asMuchAs = 'allows' in one ? one.asMuchAs : undefined;
    if (asMuchAs === undefined) return [{ given, when: step, expects: [alone(one)], covers }];
    const to = calls.findIndex((other) => isOf(other, asMuchAs));
    const [other, start] = [calls[to], steps[to]];
    return other === undefined || start === undefined || steps.length === 2
      ? []
      : [{ given, when: { do: 'sequence', steps: [start, step] }, expects: compared(other, one), covers }];
  });
};
