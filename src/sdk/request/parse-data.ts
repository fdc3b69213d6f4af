import type { Json } from '../../contract/json.ts';
import { jsonDepth } from './json-depth.ts';

// JSON.parse has no bound of its own, but what walks its result recursively ends at some thousand levels.
const deepest = 512;

const isJsonType = (contentType: string | undefined): boolean =>
  /^\s*[a-z0-9.+-]+\/(?:[a-z0-9.+-]+\+)?json\s*(?:;|$)/i.test(contentType ?? '');

/**
 * Returns the `data` of a response: JSON parsed, other text as it is (REQ-1). Any value under a JSON content type, and objects and arrays under every type:
 * Directus' client parses whatever the type says, and services that send JSON as text are common, while a bare `42` as text is more likely text.
 * What does not parse, or is nested deeper than 512 levels, stays text.
 */
export const parseData = (text: string, contentType: string | undefined): Json => {
  if (!isJsonType(contentType) && !/^\s*[[{]/.test(text)) return text;
  if (jsonDepth(text, deepest) > deepest) return text;
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
};
