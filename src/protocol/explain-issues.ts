import type { z } from 'zod';

const bounded = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );

const deepest = (issue: z.core.$ZodIssue): { path: readonly PropertyKey[]; message: string } => {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.map((issues) => issues[0]).filter((first) => first !== undefined);
  const best = inner.map(deepest).toSorted((a, b) => b.path.length - a.path.length)[0];
  return best === undefined ? issue : { path: [...issue.path, ...best.path], message: best.message };
};

/** Returns one sentence that names the first wrong field, what was expected there and what came (JSON, at most 200 characters). */
export const explainIssues = (error: z.ZodError, value: unknown): string => {
  const first = error.issues[0];
  if (first === undefined) return 'wrong shape';
  const { path, message } = deepest(first);
  const field = path.length === 0 ? 'the value' : `field "${path.map(String).join('.')}"`;
  return `${field}: ${message}, got ${bounded(valueAt(value, path))}`;
};
