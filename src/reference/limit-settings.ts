import type { LimitName } from '../contract/limits.ts';
import type { RuntimeLimits } from './runtime-limits.ts';

const settings: Readonly<Record<LimitName, readonly (keyof RuntimeLimits)[]>> = {
  cpu: ['cpuMs'],
  wall: ['wallMs'],
  load: ['loadMs'],
  memory: ['memoryMiB'],
  log: ['logLines', 'logBytes'],
  result: ['resultBytes'],
  pending: ['pendingCalls'],
  registrations: ['registrations'],
  crash: [],
};

/** Returns the settings behind a limit with their amounts, in the units of {@link RuntimeLimits}; an unexpected end of the process has none. */
export const limitSettings = (limit: LimitName, limits: RuntimeLimits): Partial<RuntimeLimits> =>
  Object.fromEntries(settings[limit].map((name) => [name, limits[name]]));
