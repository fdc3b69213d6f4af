import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,adapters,gates,bench}/**/*.test.ts'],
    // A fork that runs out of memory costs its own file; a thread would take the whole run with it.
    pool: 'forks',
    // Most of the time is spent waiting for other processes: on two cores, two files at a time take 269 s and one 475 s.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // Longer than the slowest stop that a test waits for, so that a process that does not end is a red test and no hang.
    teardownTimeout: 10_000,
    // A run on one forgotten `.only` would be green for the wrong reason.
    allowOnly: false,
    passWithNoTests: false,
  },
});
