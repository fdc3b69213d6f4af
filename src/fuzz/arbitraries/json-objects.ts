import type { Json } from '../../contract/json.ts';

/** Returns an object of these entries. `__proto__` is a key like any other here: an object literal or an assignment would make it the prototype. */
export const objectOf = (entries: readonly (readonly [string, Json])[]): { readonly [key: string]: Json } =>
  entries.reduce<{ [key: string]: Json }>(
    (object, [name, value]) => Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true }),
    {},
  );
