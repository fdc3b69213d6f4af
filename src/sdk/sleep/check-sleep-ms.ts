import { typeError, type SdkError } from '../sdk-error.ts';

const beyond = 2 ** 31;

/** Returns the ms to sleep, or the error of what is no finite number of at least 0 and below 2^31 (SLEEP-3, SLEEP-4). */
export const checkSleepMs = (ms: unknown): number | SdkError =>
  typeof ms === 'number' && ms >= 0 && ms < beyond
    ? ms
    : typeError(`"sleep" takes a number of milliseconds, at least 0 and below ${String(beyond)}`);
