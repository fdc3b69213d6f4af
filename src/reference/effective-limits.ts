import type { Limits } from '../contract/limits.ts';
import { RuntimeError } from './runtime-error.ts';

/* isolated-vm makes no isolate with less. */
const smallestMemoryMiB = 8;
/* What setTimeout can wait. */
const largest = 2 ** 31 - 1;

/**
 * Returns the limits that really apply: what is asked for over the defaults, at least 8 MiB of memory.
 * @throws {RuntimeError} `LIMIT_INVALID` when a limit is not an integer from 1 to 2^31 - 1.
 */
export const effectiveLimits = (defaults: Limits, asked: Partial<Limits> = {}): Limits => {
  const limits = { ...defaults };
  for (const name of Object.keys(defaults) as (keyof Limits)[]) {
    const value: unknown = asked[name] ?? defaults[name];
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > largest) {
      throw new RuntimeError('LIMIT_INVALID', `The limit ${name} must be an integer from 1 to ${largest}, got ${JSON.stringify(value)}`);
    }
    Object.assign(limits, { [name]: name === 'memoryMiB' ? Math.max(value, smallestMemoryMiB) : value });
  }
  return limits;
};
