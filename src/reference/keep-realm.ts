import type { LimitName } from '../contract/limits.ts';
import type { Registration } from '../guest/records.ts';
import type { Realm } from './create-realm.ts';
import type { RuntimeEvent } from './runtime-event.ts';

/** A realm that has loaded its extension, and what that registered. */
export interface OpenedRealm {
  readonly realm: Realm;
  readonly registrations: readonly Registration[];
}

/** What keeps an extension running. */
export interface KeepOptions {
  readonly extension: string;
  /** Loads the extension into a fresh child. */
  readonly open: (onStopped: (limit: LimitName, detail: string) => void) => Promise<OpenedRealm>;
  readonly onEvent: (event: RuntimeEvent) => void;
}

/** One extension's realm over time: after a stop the next call gets a fresh one. */
export interface KeptRealm {
  readonly registrations: readonly Registration[];
  /** The realm that runs it; undefined when the extension could not be loaded again. */
  realm(): Promise<Realm | undefined>;
  end(): Promise<void>;
}

type OnStopped = (limit: LimitName, detail: string) => void;

interface Attempt {
  readonly opened: Promise<OpenedRealm | undefined>;
  lost: boolean;
}

/**
 * Loads an extension and keeps it loaded.
 * @throws {LoadError} when the first load is refused.
 */
export const keepRealm = async ({ extension, open, onEvent }: KeepOptions): Promise<KeptRealm> => {
  const watch =
    (attempt: { lost: boolean }): OnStopped =>
    (limit, detail) => {
      attempt.lost = true;
      onEvent({ type: 'stop', extension, limit, detail });
    };

  const first = { lost: false };
  const opened = await open(watch(first));
  const { registrations } = opened;
  const accepted = JSON.stringify(registrations);
  let current: Attempt = Object.assign(first, { opened: Promise.resolve(opened) });

  const reopen = async (onStopped: OnStopped): Promise<OpenedRealm | undefined> => {
    const startedAt = performance.now();
    try {
      const again = await open(onStopped);
      if (JSON.stringify(again.registrations) === accepted) {
        onEvent({ type: 'respawn', extension, ms: performance.now() - startedAt });
        return again;
      }
      await again.realm.end();
      onEvent({ type: 'unavailable', extension, reason: 'It registered something else when it was loaded again' });
    } catch (error) {
      onEvent({ type: 'unavailable', extension, reason: String(error) });
    }
    return undefined;
  };
  const respawn = (): Attempt => {
    const next = { lost: false };
    return Object.assign(next, { opened: reopen(watch(next)) });
  };

  return {
    registrations,
    async realm() {
      if (current.lost) current = respawn();
      return (await current.opened)?.realm;
    },
    async end() {
      await (await current.opened)?.realm.end();
    },
  };
};
