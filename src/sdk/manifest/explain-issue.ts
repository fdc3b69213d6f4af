import type * as z from 'zod';
import { describeValue } from '../scope/describe-value.ts';
import type { ScopeError } from '../scope/scope-error.ts';
import { fieldPath } from './field-path.ts';

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown => {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return value;
};

/** Returns what one issue of the schema says about a field of `root`. */
export const explainIssue = (issue: z.core.$ZodIssue, root: unknown): ScopeError => {
  const surplus = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...issue.path, ...surplus];
  const options: unknown = issue.code === 'invalid_union' && 'options' in issue ? issue.options : undefined;
  const choice = Array.isArray(options) ? `one of ${options.map((option) => JSON.stringify(option)).join(', ')}` : issue.message;
  return { field: fieldPath(path), expected: surplus.length > 0 ? 'left out' : choice, got: describeValue(valueAt(root, path)) };
};
