import { readFileSync } from 'node:fs';

/** What a thread does. */
export interface Effort {
  /** ms of processor time so far. */
  readonly busyMs: number;
  /** Whether it waits for something: it neither runs nor could. */
  readonly waits: boolean;
}

/* ms of the unit in which Linux counts processor time for programs. */
const tickMs = 10;

/** Fields behind the name of the thread, from 0: its state, and processor time of its own and of the system for it (proc_pid_stat(5)). */
const fields = { state: 0, user: 11, system: 12 } as const;

/** Looks at a thread of a process, the main one unless another is named; undefined when it is gone, and where the system has no /proc. */
export const threadEffort = (process: number | 'self', thread: number | string = process): Effort | undefined => {
  let text: string;
  try {
    text = readFileSync(`/proc/${process}/task/${thread}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  const found = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return {
    busyMs: (Number(found[fields.user]) + Number(found[fields.system])) * tickMs,
    waits: found[fields.state] !== 'R',
  };
};
