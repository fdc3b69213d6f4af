import { readFileSync } from 'node:fs';

import type { z } from 'zod';

import { explainIssues } from '../protocol/explain-issues.ts';
import { SandproofError, type ErrorCode } from './suite-error.ts';

/** What is said of a file that can't be used. */
export interface FileAdvice {
  readonly code: ErrorCode;
  /** What to do when it can't be read as JSON, as a sentence without its dot. */
  readonly unreadable: string;
  /** What to do when a field is wrong. */
  readonly wrong: string;
}

/** Reads a JSON file of this shape. @throws {SandproofError} with the file, the wrong field, what was expected there, what came and what to do */
export const readJsonFile = <T>(path: string | URL, schema: z.ZodType<T>, { code, unreadable, wrong }: FileAdvice): T => {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new SandproofError(code, `${String(path)} could not be read as JSON: ${(cause as Error).message}. ${unreadable}`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new SandproofError(code, `${String(path)}: ${explainIssues(parsed.error, value)}; ${wrong}`);
};
