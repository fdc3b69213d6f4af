import type { Json } from '../../contract/json.ts';

/** An object of the JSON data model. */
export type JsonRecord = { readonly [key: string]: Json };

/** Whether a value is an object of the JSON data model, and no list. */
export const isJsonRecord = (value: Json | undefined): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the record with each value changed; `undefined` drops the key. */
export const mapRecord = (record: JsonRecord, change: (value: Json, key: string) => Json | undefined): JsonRecord =>
  Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) => {
      const changed = change(value, key);
      return changed === undefined ? [] : [[key, changed]];
    }),
  );

/** Returns the value with every record in it changed, from the top down. */
export const overRecords = (value: Json, change: (record: JsonRecord) => JsonRecord): Json => {
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => overRecords(one, change));
  return isJsonRecord(value) ? mapRecord(change(value), (one) => overRecords(one, change)) : value;
};

/** Returns the value of JSON text; `undefined` when it is none. */
export const parseJson = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined; // hostile cases have manifests and answers that are no JSON
  }
};
