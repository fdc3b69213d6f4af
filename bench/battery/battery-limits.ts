import type { Limits } from '../../src/contract/limits.ts';
import { defaultLimits } from '../../src/reference/default-limits.ts';

/** What attacks run under unless they say otherwise: tight, so that a stop comes soon. */
export const batteryLimits: Limits = { ...defaultLimits, cpuMs: 400, wallMs: 1_500, loadMs: 2_000, memoryMiB: 48 };

/** For attacks on memory: collecting garbage near the budget takes processor time, and the stop must not be the clock's. */
export const patientLimits: Partial<Limits> = { cpuMs: 8_000, wallMs: 10_000, loadMs: 10_000 };

/** ms past its limit at which an attack must have settled. */
export const settleMs = 1_000;

/** ms of the event loop's lag at the 99th percentile. */
export const mostLagMs = 50;

/** MiB by which the host may grow during a program. */
export const mostGrowthMiB = 100;

/** MiB that all programs together may leave in use in the host; 381 of them left 3 (measured). */
export const mostKeptMiB = 20;
