/** One small change of a source file. Offsets are in UTF-16 code units. */
export interface Mutant {
  /** Path from the package root, with `/`. */
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  readonly operator: Operator;
  readonly start: number;
  readonly end: number;
  /** What stands there, and what is put in its place. */
  readonly original: string;
  readonly replacement: string;
}

/** Every kind of change; the names are the usual ones of mutation testing. */
export const operators = [
  'condition',
  'comparison',
  'logic',
  'arithmetic',
  'negation',
  'boolean',
  'number',
  'text',
  'block',
  'call',
  'arrow',
  'array',
  'object',
  'method',
  'optional-chain',
  'assignment',
  'update',
] as const;

/** The name of a kind of change. */
export type Operator = (typeof operators)[number];

/** What stays the same when lines move: enough to find a mutant again after an edit elsewhere in its file. */
export const mutantName = ({ file, operator, original, replacement }: Mutant): string =>
  `${file} ${operator}: ${original.replace(/\s+/g, ' ')} → ${replacement.replace(/\s+/g, ' ')}`;
