import type { LimitName } from '../contract/limits.ts';
import type { Registration } from '../guest/records.ts';
import type { Realm } from './create-realm.ts';
import { respawnPolicy, respawns, type RespawnPolicy } from './respawn-policy.ts';
import type { RuntimeEvent } from './runtime-event.ts';

/** A realm that has loaded its extension, and what that registered. */
export interface OpenedRealm {
  readonly realm: Realm;
  readonly registrations: readonly Registration[];
}

/** What keeps an extension running. */
export interface KeepOptions {
  readonly extension: string;
  /** Loads the extension into a fresh realm. */
  readonly open: (onStopped: (limit: LimitName) => void) => Promise<OpenedRealm>;
  readonly onEvent: (event: RuntimeEvent) => void;
  readonly policy?: RespawnPolicy;
}

/** Why an extension can't be called; `retryInMs` is left out when only reloading it helps. */
export interface Unavailable {
  readonly reason: string;
  readonly retryInMs?: number;
}

/** One extension's realm over time: after a stop the next call gets a fresh one, unless it was stopped too often. */
export interface KeptRealm {
  readonly registrations: readonly Registration[];
  /** The realm that runs it, if it need not be waited for. */
  readonly running: Realm | undefined;
  /** The realm that runs it, or why none does. */
  realm(): Promise<Realm | Unavailable>;
  end(): Promise<void>;
}

/** Tells a realm from the reason why there is none. */
export const isUnavailable = (realm: Realm | Unavailable): realm is Unavailable => 'reason' in realm;

interface Attempt {
  running: Realm | undefined;
  lost: boolean;
}

const backingOff = 'It was stopped several times within a short time';

/**
 * Loads an extension and keeps it loaded.
 * @throws {LoadError} when the first load is refused.
 */
export const keepRealm = async ({ extension, open, onEvent, policy = respawnPolicy }: KeepOptions): Promise<KeptRealm> => {
  const next = respawns(policy);
  let ended = false;
  let blocked: Unavailable | undefined;
  let openAt = 0;

  const unavailable = (why: Unavailable): Unavailable => {
    onEvent({ type: 'unavailable', extension, ...why });
    return why;
  };
  const onLost = (attempt: Attempt) => (): void => {
    attempt.lost = true;
    attempt.running = undefined;
    const now = performance.now();
    const respawn = next(now);
    if (respawn === 'never') {
      const reason = `It was stopped more than ${policy.most} times within ${policy.withinMs} ms, and stays stopped until it is reloaded`;
      blocked = unavailable({ reason });
    } else {
      openAt = respawn.at;
      if (openAt > now) unavailable({ reason: backingOff, retryInMs: Math.ceil(openAt - now) });
    }
  };

  const first: Attempt = { lost: false, running: undefined };
  const opened = await open(onLost(first));
  const { registrations } = opened;
  const accepted = JSON.stringify(registrations);
  if (!first.lost) first.running = opened.realm;
  let current: Attempt & { readonly opened: Promise<Realm | Unavailable> } = Object.assign(first, {
    opened: Promise.resolve(opened.realm),
  });

  const reopen = async (attempt: Attempt): Promise<Realm | Unavailable> => {
    const startedAt = performance.now();
    try {
      const again = await open(onLost(attempt));
      if (ended) return again.realm;
      if (JSON.stringify(again.registrations) !== accepted) {
        await again.realm.end();
        return unavailable({ reason: 'It registered something else when it was loaded again, and stays stopped until it is reloaded' });
      }
      onEvent({ type: 'respawn', extension, ms: performance.now() - startedAt });
      if (!attempt.lost) attempt.running = again.realm;
      return again.realm;
    } catch (error) {
      return unavailable({ reason: `It could not be loaded again: ${error instanceof Error ? error.message : String(error)}` });
    }
  };

  return {
    registrations,
    get running() {
      return current.running;
    },
    async realm() {
      if (current.lost) {
        if (blocked !== undefined) return blocked;
        const retryInMs = Math.ceil(openAt - performance.now());
        if (retryInMs > 0) return { reason: backingOff, retryInMs };
        const attempt: Attempt = { lost: false, running: undefined };
        current = Object.assign(attempt, { opened: reopen(attempt) });
      }
      return current.opened;
    },
    async end() {
      ended = true;
      const realm = await current.opened;
      if (!isUnavailable(realm)) await realm.end();
    },
  };
};
