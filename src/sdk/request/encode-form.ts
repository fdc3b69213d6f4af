import type { Json } from '../../contract/json.ts';

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const append = (form: URLSearchParams, name: string, value: Json): void => {
  if (isList(value)) {
    for (const item of value) append(form, `${name}[]`, item);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) append(form, `${name}[${key}]`, inner);
  } else form.append(name, value === null ? '' : String(value));
};

/** Returns an object as `application/x-www-form-urlencoded` text; nested keys in brackets, list items under `name[]`, `null` as nothing. */
export const encodeForm = (value: Json): string => {
  const form = new URLSearchParams();
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries<Json>(value)) append(form, key, inner);
  }
  return form.toString();
};
