import type { Json } from '../contract/json.ts';
import type { Limits } from '../contract/limits.ts';

const place = /^\{\{limit ([a-zA-Z]+) (-?[\d.e+-]+) (-?[\d.e+-]+)\}\}$/;

const numberAt = (text: string, limits: Partial<Limits>): number | undefined => {
  const [, limit, times, plus] = place.exec(text) ?? [];
  const entry = Object.entries(limits).find(([name]) => name === limit);
  return entry === undefined ? undefined : Math.floor(entry[1] * Number(times) + Number(plus));
};

/** Returns an input with every place of `ofLimit` as the number that follows from these limits; a limit that is not known stays a text. */
export const resolveLimits = (input: Json, limits: Partial<Limits>): Json => {
  if (typeof input === 'string') return numberAt(input, limits) ?? input;
  if (typeof input !== 'object' || input === null) return input;
  if (Array.isArray(input)) return input.map((inner: Json) => resolveLimits(inner, limits));
  return Object.fromEntries(Object.entries(input).map(([key, inner]) => [key, resolveLimits(inner, limits)]));
};
