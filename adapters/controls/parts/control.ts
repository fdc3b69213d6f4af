import type { Adapter, Host, Loaded, Runtime } from '../../../src/contract/adapter.ts';
import { usualLimits } from './usual-limits.ts';

/** What a control does; the rest is the same for all. */
export interface ControlParts {
  /** Left out: every load is accepted. */
  readonly load?: Runtime['load'];
  readonly call: Runtime['call'];
  dispose?(): Promise<void>;
}

/** A load that is accepted without anything being loaded. */
export const accepted: Runtime['load'] = async ({ name }, { limits }): Promise<Loaded> => ({
  sandbox: { id: name, [Symbol.asyncDispose]: async () => undefined },
  limits: usualLimits(limits),
});

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
    const { load = accepted, call, dispose = async () => undefined } = start(host);
    return { load, call, [Symbol.asyncDispose]: dispose };
  },
});
