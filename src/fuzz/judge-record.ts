import type { ExpectedRecord } from './expectation.ts';

/* What no line of a log may hold as it is (LOG-4). */
const control = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

const isAround = (text: string, stretches: readonly string[]): boolean => {
  const [first = '', ...rest] = stretches;
  const last = rest.pop() ?? '';
  if (control.test(text) || !text.startsWith(first)) return false;
  let at = first.length;
  for (const stretch of rest) {
    // one character at least stands for what is escaped
    const found = text.indexOf(stretch, at + 1);
    if (found === -1) return false;
    at = found + stretch.length;
  }
  return text.length - last.length > at && text.endsWith(last);
};

/** Whether a record is as it must be. Pure. */
export const isRecord = (text: string, expected: ExpectedRecord): boolean => {
  if (typeof expected === 'string') return text === expected;
  return 'around' in expected ? isAround(text, expected.around) : text !== expected.not;
};
