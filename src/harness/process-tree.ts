import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** One process as the system shows it. */
export interface ProcessSeen {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** The session; where only `ps` exists, the group stands for it. */
  readonly session: number;
  /** When it started, in ticks since boot; tells a process from a later one with the same pid. 0 where only `ps` exists. */
  readonly startedAt: number;
  /** ms of processor time so far, user and system, with that of its children that were waited for. */
  readonly busyMs: number;
  /** It has ended and only waits to be reaped. */
  readonly ended: boolean;
}

const hasProc = existsSync('/proc/self/stat');
const msPerTick = 10; // USER_HZ is 100 on every Linux that Node supports

/*
 * Most of a machine's processes are threads of its kernel: no cell starts one, and to read of each takes 15 µs at every look. One is not read of again for
 * a second: a pid comes back behind some 32,000 others, and no machine starts so many meanwhile.
 */
const kernelThread = 0x0020_0000; // PF_KTHREAD, proc(5)
const unreadMs = 1000;
const unreadUntil = new Map<string, number>();

const fromProc = (): ProcessSeen[] => {
  const now = performance.now();
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name) || (unreadUntil.get(name) ?? 0) > now) return [];
    let stat: string;
    try {
      stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    } catch {
      return []; // ended between the listing and the reading
    }
    // the command in parentheses may hold anything; fields are counted from behind it
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [, parent, group, session, , , flags] = fields;
    if ((Number(flags) & kernelThread) !== 0) {
      unreadUntil.set(name, now + unreadMs);
      return [];
    }
    return [
      {
        pid: Number(name),
        parent: Number(parent),
        group: Number(group),
        session: Number(session),
        startedAt: Number(fields[19]),
        busyMs: [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0) * msPerTick,
        ended: fields[0] === 'Z' || fields[0] === 'X',
      },
    ];
  });
};

const clockMs = (text: string): number => {
  const [clock, days] = text.includes('-') ? [text.split('-')[1] ?? '', Number(text.split('-')[0])] : [text, 0];
  return clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000 + days * 86_400_000;
};

const fromPs = (): ProcessSeen[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,time='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [pid = '', parent = '', group = '', state = '', time = ''] = line.trim().split(/\s+/);
      const ended = state.startsWith('Z');
      return {
        pid: Number(pid),
        parent: Number(parent),
        group: Number(group),
        session: Number(group),
        startedAt: 0,
        busyMs: clockMs(time),
        ended,
      };
    });

/** Returns all processes of the machine, but for threads of its kernel. @throws {Error} where neither `/proc` nor `ps` exists. */
export const processes = (): ProcessSeen[] => (hasProc ? fromProc() : fromPs());

/** Returns the descendants of `roots`, the members of the process groups that they lead, and the roots themselves. */
export const familyOf = (roots: ReadonlySet<number>, all: readonly ProcessSeen[] = processes()): ProcessSeen[] => {
  const family = new Set(roots);
  for (let grown = true; grown;) {
    grown = false;
    for (const { pid, parent, group, session } of all) {
      if (!family.has(pid) && (family.has(parent) || (group === session && roots.has(group)))) {
        family.add(pid);
        grown = true;
      }
    }
  }
  return all.filter(({ pid }) => family.has(pid));
};

/** Returns the descendants of one process, itself and the rest of its group left out. */
export const descendantsOf = (root: number, all: readonly ProcessSeen[] = processes()): ProcessSeen[] => {
  const children = all.filter(({ parent }) => parent === root);
  return children.flatMap((child) => [child, ...descendantsOf(child.pid, all)]);
};

/** Returns the processor time in ms of these processes so far. */
export const busyMsOf = (pids: readonly number[]): number =>
  pids.length === 0 ? 0 : processes().reduce((sum, { pid, busyMs }) => (pids.includes(pid) ? sum + busyMs : sum), 0);
