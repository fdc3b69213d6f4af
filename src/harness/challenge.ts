import { randomBytes } from 'node:crypto';

import type { Json } from '../contract/json.ts';

/** The secret of one attempt and what a guest that really ran makes of it. */
export interface Challenge {
  readonly secret: string;
  readonly before: string;
  readonly after: string;
}

/** The routine that stands in every fixture too: FNV-1a over the secret's UTF-16 units, its start moved by `salt`; hexadecimal. */
export const compute = (secret: string, salt: number): string => {
  let hash = (0x811c9dc5 ^ salt) >>> 0;
  for (let i = 0; i < secret.length; i++) hash = Math.imul(hash ^ secret.charCodeAt(i), 0x01000193) >>> 0;
  return hash.toString(16);
};

/** Draws a fresh challenge. */
export const drawChallenge = (): Challenge => {
  const secret = `s${randomBytes(8).toString('hex')}`;
  return { secret, before: compute(secret, 1), after: compute(secret, 2) };
};

const isRecord = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Adds the secret to an input object; any other input stays as it is. */
export const addSecret = (input: Json, challenge: Challenge): Json => (isRecord(input) ? { ...input, challenge: challenge.secret } : input);

/** Finds `{before, act, after}` in a call's value, or in an endpoint's body. Undefined when the value has no such shape. */
export const answerIn = (value: Json | undefined): { before: Json; act?: Json; after: Json } | undefined => {
  if (!isRecord(value)) return undefined;
  if (Object.hasOwn(value, 'before') && Object.hasOwn(value, 'after')) return value as { before: Json; act?: Json; after: Json };
  const { body } = value;
  if (!Object.hasOwn(value, 'body') || body === undefined) return undefined;
  if (typeof body !== 'string') return answerIn(isRecord(body) && !Object.hasOwn(body, 'body') ? body : undefined);
  return undefined;
};
