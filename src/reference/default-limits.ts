import type { RuntimeLimits } from './runtime-limits.ts';

/** The limits of an extension for which nothing else is said. */
export const defaultLimits: RuntimeLimits = {
  cpuMs: 1_000,
  wallMs: 30_000,
  loadMs: 10_000,
  memoryMiB: 128,
  logLines: 1_000,
  logBytes: 262_144,
  resultBytes: 1_048_576,
  pendingCalls: 100,
  registrations: 1_000,
  requests: 1_000,
  requestBytes: 1_048_576,
  responseBytes: 2_097_152,
  requestMs: 30_000,
};
