import { RuntimeError } from './runtime-error.ts';
import type { RuntimeLimits } from './runtime-limits.ts';

/* isolated-vm makes no isolate with less. */
const smallestMemoryMiB = 8;
/* What setTimeout can wait. */
const largest = 2 ** 31 - 1;

/**
 * Returns the limits that really apply: what is asked for over the defaults, at least 8 MiB of memory.
 * @throws {RuntimeError} `LIMIT_INVALID` when a limit is unknown or not an integer from 1 to 2^31 - 1.
 */
export const effectiveLimits = (defaults: RuntimeLimits, asked: Partial<RuntimeLimits> = {}): RuntimeLimits => {
  const names = Object.keys(defaults) as (keyof RuntimeLimits)[];
  const unknown = Object.keys(asked).find((name) => !names.some((known) => known === name));
  if (unknown !== undefined)
    throw new RuntimeError('LIMIT_INVALID', `The limit ${JSON.stringify(unknown)} is unknown; the limits are ${names.join(', ')}`);
  const limits = { ...defaults };
  for (const name of names) {
    const value: unknown = asked[name] ?? defaults[name];
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > largest) {
      throw new RuntimeError('LIMIT_INVALID', `The limit ${name} must be an integer from 1 to ${largest}, got ${JSON.stringify(value)}`);
    }
    Object.assign(limits, { [name]: name === 'memoryMiB' ? Math.max(value, smallestMemoryMiB) : value });
  }
  return limits;
};
