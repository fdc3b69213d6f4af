import type { CallOf, Expectation } from './expectation.ts';
import type { Program } from './program.ts';

const isOf = ({ role = 'subject', call }: CallOf, one: CallOf): boolean => one.call === call && (one.role ?? 'subject') === role;

const first = <T extends CallOf>(one: T): T => ({ ...one, call: 0 });

/* What stands alone is compared with nothing. */
const alone = (one: Expectation): Expectation => {
  if (!('asMuchAs' in one)) return first(one);
  const { asMuchAs: _, ...rest } = one;
  return first(rest);
};

/* Two calls to one extension are its first and its second. */
const renumbered = (other: Expectation, one: Expectation): readonly Expectation[] => {
  const call = (other.role ?? 'subject') === (one.role ?? 'subject') ? 1 : 0;
  return [alone(other), { ...one, call, ...('asMuchAs' in one && one.asMuchAs !== undefined ? { asMuchAs: first(one.asMuchAs) } : {}) }];
};

/** Returns a program for each call of a program that makes several, one after the other, with the call that it is compared with; none for any other program. */
export const singleCalls = ({ given, when, expects, covers }: Program): readonly Program[] => {
  if (when.do !== 'sequence' || when.steps.length < 2 || when.steps.length !== expects.length) return [];
  const { steps } = when;
  return expects.flatMap((one, at): readonly Program[] => {
    const step = steps[at];
    if (step?.do !== 'call' || step.role !== (one.role ?? 'subject')) return [];
    if (!('asMuchAs' in one) || one.asMuchAs === undefined) return [{ given, when: step, expects: [first(one)], covers }];
    const { asMuchAs } = one;
    const to = expects.findIndex((other) => isOf(other, asMuchAs));
    const [other, start] = [expects[to], steps[to]];
    return other === undefined || start === undefined || steps.length === 2
      ? []
      : [{ given, when: { do: 'sequence', steps: [start, step] }, expects: renumbered(other, one), covers }];
  });
};
