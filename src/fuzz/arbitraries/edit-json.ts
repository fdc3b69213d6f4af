import type { Json } from '../../contract/json.ts';
import { objectOf } from './json-objects.ts';

/** Where something stands in a JSON value, from the outside in. */
export type JsonPath = readonly (string | number)[];

type Change = (value: Json | undefined) => Json | undefined;

const inList = (list: readonly Json[], index: number, change: Change): Json => {
  const changed = change(list[index]);
  return list.flatMap((one, at) => (at !== index ? [one] : changed === undefined ? [] : [changed]));
};

const inObject = (object: { readonly [key: string]: Json }, key: string, change: Change): Json => {
  const entries = Object.entries(object);
  const at = entries.findIndex(([name]) => name === key);
  const changed = change(entries[at]?.[1]);
  const own: readonly (readonly [string, Json])[] = changed === undefined ? [] : [[key, changed]];
  return objectOf(
    at === -1 ? [...entries, ...own] : entries.toSpliced(at, 1, ...own.map(([name, value]): [string, Json] => [name, value])),
  );
};

/** Returns a copy in which one place has another value; none when `change` gives `undefined`. Where there is no such place, the value stays as it is. */
export const editJson = (value: Json, [key, ...rest]: JsonPath, change: Change): Json => {
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  const inner: Change = rest.length === 0 ? change : (one) => (one === undefined ? undefined : editJson(one, rest, change));
  if (Array.isArray(value)) return typeof key === 'number' ? inList(value as readonly Json[], key, inner) : value;
  return typeof key === 'string' ? inObject(value as { readonly [key: string]: Json }, key, inner) : value;
};
