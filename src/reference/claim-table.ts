import type { Registration } from '../guest/records.ts';
import { isSensitiveEvent } from './is-sensitive-event.ts';
import { LoadError } from './runtime-error.ts';
import type { RuntimeOptions } from './runtime-options.ts';

/** Which extension has which names of a runtime. */
export interface ClaimTable {
  /**
   * Takes a package's name.
   * @throws {LoadError} of phase `manifest` when it is taken or reserved (MAN-7).
   */
  name(extension: string): void;
  /**
   * Takes what an extension registered.
   * @throws {LoadError} of phase `register` when an operation's id is taken or reserved (OPERATION-5), or an event needs the operator's consent (HOOK-9).
   */
  registrations(extension: string, registrations: readonly Registration[]): void;
  /** Gives back everything of an extension. */
  release(extension: string): void;
}

const refuse = (extension: string, message: string): never => {
  throw new LoadError(extension, { phase: 'register', error: { name: 'Error', message } });
};

const eventOf = (registration: Registration): readonly string[] => {
  if ('filter' in registration) return [registration.filter];
  return 'action' in registration ? [registration.action] : [];
};

/** Returns a table in which nothing is taken but what the embedder reserves. */
export const createClaimTable = ({
  reservedNames = [],
  reservedOperations = [],
  allowEvent,
}: Pick<RuntimeOptions, 'reservedNames' | 'reservedOperations' | 'allowEvent'>): ClaimTable => {
  const names = new Set<string>();
  const operations = new Map<string, string>();

  return {
    name(extension) {
      if (names.has(extension) || reservedNames.includes(extension)) {
        const message = `The name ${JSON.stringify(extension)} is taken: unload the other extension or choose another name`;
        throw new LoadError(extension, { phase: 'manifest', field: 'name', error: { name: 'Error', message } });
      }
      names.add(extension);
    },
    registrations(extension, registrations) {
      const sensitive = registrations.flatMap(eventOf).filter(isSensitiveEvent);
      const event = sensitive.find((one) => allowEvent?.(extension, one) !== true);
      if (event !== undefined)
        refuse(extension, `Handlers of ${JSON.stringify(event)} would see credentials: the operator has to allow them`);
      const ids = registrations.flatMap((registration) => ('operation' in registration ? [registration.operation] : []));
      const taken = ids.find((id) => operations.has(id) || reservedOperations.includes(id));
      if (taken !== undefined) refuse(extension, `The operation ${JSON.stringify(taken)} is taken`);
      for (const id of ids) operations.set(id, extension);
    },
    release(extension) {
      names.delete(extension);
      for (const [id, owner] of operations) if (owner === extension) operations.delete(id);
    },
  };
};
