import type { Limits } from '../../../src/contract/limits.ts';

/** Limits as a runtime without any would state them: what was asked for, and plausible values for the rest. */
export const usualLimits = (asked: Partial<Limits> = {}): Limits => ({
  cpuMs: 1000,
  wallMs: 10_000,
  loadMs: 10_000,
  memoryMiB: 64,
  logLines: 1000,
  logBytes: 262_144,
  resultBytes: 1_048_576,
  pendingCalls: 100,
  registrations: 1000,
  ...asked,
});
