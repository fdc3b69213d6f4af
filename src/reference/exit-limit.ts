import type { LimitName } from '../contract/limits.ts';

/* V8 and the C library abort or trap when memory runs out, and a refused page is a fault; the kernel's last resort is SIGKILL, which this runtime did not send. */
const memorySignals: readonly string[] = ['SIGABRT', 'SIGSEGV', 'SIGBUS', 'SIGTRAP', 'SIGILL', 'SIGKILL'];
/* The same where a shell or V8 turns the signal into an exit code. */
const memoryCodes: readonly number[] = [132, 133, 134, 135, 137, 139];

/* What Node and the C++ library say where they give up without a signal. */
const memoryWords = /ERR_MEMORY_ALLOCATION_FAILED|Array buffer allocation failed|bad_alloc|out of memory|Cannot create a string longer/;

/** Which limit an end that nobody ordered stands for; `diagnostics` is what the process wrote to stderr, where an extension cannot write. */
export const exitLimit = (code: number | null, signal: string | null, diagnostics = ''): LimitName => {
  if (signal === 'SIGXCPU' || code === 152) return 'cpu';
  const memory = signal === null ? code !== null && memoryCodes.includes(code) : memorySignals.includes(signal);
  return memory || memoryWords.test(diagnostics) ? 'memory' : 'crash';
};
