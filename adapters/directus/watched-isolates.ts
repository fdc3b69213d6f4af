/**
 * Stands in the process of Directus where it imports isolated-vm, whose path is in this module's own URL (`?of=`): the same, but isolates are remembered.
 * Nothing else tells an isolate that was ended for its memory from an extension that throws an error of the same text.
 */
import { createRequire } from 'node:module';

interface Isolate {
  readonly isDisposed: boolean;
}

const path = new URL(import.meta.url).searchParams.get('of') ?? '';
const real = createRequire(import.meta.url)(path) as { readonly Isolate: new (...args: never[]) => Isolate };

const made = new Set<WeakRef<Isolate>>();
let found = 0;

const watched = new Proxy(real.Isolate, {
  construct: (target, args: never[]) => {
    const isolate = new target(...args);
    made.add(new WeakRef(isolate));
    return isolate;
  },
});

/** Returns how many of the isolates were found disposed so far. */
export const disposedIsolates = (): number => {
  for (const one of made) {
    const isolate = one.deref();
    if (isolate?.isDisposed === false) continue;
    made.delete(one);
    if (isolate !== undefined) found += 1;
  }
  return found;
};

export default Object.create(real, { Isolate: { value: watched } }) as typeof real;
