import { readFileSync } from 'node:fs';

/** What a process holds, in MiB: resident pages, and its share of those that it shares with others. */
export interface Memory {
  readonly rss: number;
  readonly pss: number;
}

/**
 * Reads what the kernel says of a process.
 * @throws {Error} when it says neither.
 */
export const memoryOf = (pid: number | 'self'): Memory => {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const mibOf = (name: string): number => {
    const kib = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1];
    if (kib === undefined) throw new Error(`Expected ${name} of process ${pid}, got ${JSON.stringify(text.slice(0, 200))}`);
    return Number(kib) / 1_024;
  };
  return { rss: mibOf('Rss'), pss: mibOf('Pss') };
};
