import type { Adapter, Host, Loaded, Runtime } from '../../../src/contract/adapter.ts';
import { usualLimits } from './usual-limits.ts';

/** What a control does; the rest is the same for all. */
export interface ControlParts {
  /** Left out: every load is accepted. */
  readonly load?: Runtime['load'];
  readonly call: Runtime['call'];
  dispose?(): Promise<void>;
  /** Whether something of an unloaded extension would be there for the next case. */
  isSpoilt?(): boolean;
}

/** A load that is accepted without anything being loaded. */
export const accepted: Runtime['load'] = async ({ name }, { limits }): Promise<Loaded> => ({
  sandbox: { id: name, [Symbol.asyncDispose]: async () => undefined },
  limits: usualLimits(limits),
});

/**
 * Ends this process instead of unloading the last extension, when something of what it did is left: the next case gets a fresh cell then, and all others
 * share one. Returns the load to use instead.
 */
const endsWhenSpoilt = (load: Runtime['load'], isSpoilt: () => boolean): Runtime['load'] => {
  let loaded = 0;
  return async (extension, options) => {
    const answer = await load(extension, options);
    if ('refused' in answer) return answer;
    const { sandbox } = answer;
    loaded += 1;
    const dispose = async (): Promise<void> => {
      await sandbox[Symbol.asyncDispose]();
      loaded -= 1;
      if (loaded === 0 && isSpoilt()) process.exit(0);
    };
    return { ...answer, sandbox: { id: sandbox.id, [Symbol.asyncDispose]: dispose } };
  };
};

/** Returns the adapter of a control. */
export const control = (name: string, start: (host: Host) => ControlParts): Adapter => ({
  describe: () => ({
    name,
    version: '1',
    engine: `V8 ${process.versions.v8}`,
    isolation: 'none: broken on purpose',
    claims: ['memory-limit', 'bundle', 'address-policy', 'relative-imports'],
  }),
  start: async (host) => {
    const { load = accepted, call, isSpoilt, dispose = async () => undefined } = start(host);
    return { load: isSpoilt === undefined ? load : endsWhenSpoilt(load, isSpoilt), call, [Symbol.asyncDispose]: dispose };
  },
});
