import { escapeText } from './log/escape-text.ts';
import { boundText } from './log/bound-text.ts';

const longest = 200;

/** Returns any value of an extension as a bounded, quoted, one-line text for an error message. */
export const quoteText = (value: unknown): string =>
  typeof value === 'string' ? `"${boundText(escapeText(value.slice(0, longest + 1)), longest)}"` : typeof value;
