import { readFileSync } from 'node:fs';

import { z } from 'zod';

import { SandproofError } from './suite-error.ts';

const text = z.string().max(4096);
const texts = z.array(text).max(20_000);

/** The shape of what one walk of a census reports. */
export const walkSchema = z.object({
  foreign: z.array(z.object({ path: text, why: texts, sees: texts.nullable() })).max(1000),
  code: texts,
  given: z.array(z.object({ path: text, kind: text })).max(20_000),
  extras: texts.optional(),
  intrinsics: texts.optional(),
});

const placeSchema = z.object({
  place: text,
  /** Why nothing was walked from there; `null` where it was. */
  missing: text.nullable(),
  /** Objects that are none of the realm's own, by their shortest path. */
  foreign: z.array(z.object({ path: text, why: texts, sees: texts.nullable() })),
  /** Names beyond the standard ones that code sees which is made inside. */
  code: texts,
  /** What is handed out and is of the realm, by path, with its kind. */
  given: texts,
});

const surfaceSchema = z.object({
  schema: z.literal(1),
  runtime: z.object({ name: text, version: text, engine: text }),
  /** Paths of the intrinsics that are there. */
  intrinsics: texts,
  /** Properties of intrinsics that no specification names. */
  extras: texts,
  places: z.array(placeSchema),
});

/** The capability surface of a runtime: all that an extension reaches in it, place by place. Lists are sorted, so equal surfaces are equal texts. */
export type Surface = z.infer<typeof surfaceSchema>;

/** What an extension reaches from one place, such as the answer of a request. */
export type Place = z.infer<typeof placeSchema>;

/** Returns the canonical JSON text of a surface. */
export const surfaceText = (surface: Surface): string => `${JSON.stringify(surface, null, 2)}\n`;

/** Reads a surface that `sandproof census --json` wrote. @throws {SandproofError} `BAD_FLAG` when the file can't be read or is none */
export const readSurface = (path: string): Surface => {
  const refused = (what: string, cause?: unknown): SandproofError =>
    new SandproofError('BAD_FLAG', `--against: expected what \`sandproof census --json\` writes, but ${path} ${what}`, { cause });
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw refused(`can't be read as JSON: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
  const result = surfaceSchema.safeParse(parsed);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw refused(`is no surface: ${issue?.path.map(String).join('.') || 'the whole'}: ${issue?.message ?? 'wrong'}`);
};
