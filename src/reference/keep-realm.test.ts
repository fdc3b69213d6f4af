import { describe, expect, it } from 'vitest';

import type { LimitName } from '../contract/limits.ts';
import type { Realm } from './create-realm.ts';
import { keepRealm, type KeptRealm } from './keep-realm.ts';
import type { RuntimeEvent } from './runtime-event.ts';

interface Kept {
  readonly kept: KeptRealm;
  readonly events: RuntimeEvent[];
  /** Opened so often. */
  opened(): number;
  stop(): void;
}

const keep = async (): Promise<Kept> => {
  const events: RuntimeEvent[] = [];
  let opened = 0;
  let stop: (limit: LimitName) => void = () => undefined;
  const realm: Realm = {
    load: () => Promise.reject(new Error('loaded already')),
    call: () => Promise.resolve({ status: 'absent' }),
    open: 0,
    idle: () => Promise.resolve(),
    end: () => Promise.resolve(),
  };
  const kept = await keepRealm({
    extension: 'subject',
    open: (onStopped) => {
      opened += 1;
      stop = onStopped;
      return Promise.resolve({ realm, registrations: [] });
    },
    onEvent: (event) => events.push(event),
    policy: { most: 3, withinMs: 60_000, free: 3, backoffMs: 1 },
  });
  return { kept, events, opened: () => opened, stop: () => stop('cpu') };
};

describe('keepRealm', () => {
  it('opens once for all calls that wait after a stop', async () => {
    const { kept, opened, stop } = await keep();
    stop();
    expect(kept.running).toBeUndefined();
    await Promise.all([kept.realm(), kept.realm(), kept.realm()]);
    expect(opened()).toBe(2);
    expect(kept.running).toBeDefined();
  });

  it('gives up after too many stops, says so once, and opens nothing any more', async () => {
    const { kept, events, opened, stop } = await keep();
    for (let stops = 1; stops <= 4; stops += 1) {
      await kept.realm();
      stop();
    }
    const reason = 'It was stopped more than 3 times within 60000 ms, and stays stopped until it is reloaded';
    expect(await kept.realm()).toEqual({ reason });
    expect(await kept.realm()).toEqual({ reason });
    expect(opened()).toBe(4);
    expect(events.filter(({ type }) => type === 'unavailable')).toEqual([{ type: 'unavailable', extension: 'subject', reason }]);
  });
});
