import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

import type { Command } from './run-cli.testing.ts';

/** What a command and all that it started held at some time, as `/proc` shows it. */
export interface CommandWatch extends Disposable {
  /** Processes that run now of those that were ever seen, and of those that have the command's temporary folder in their environment. */
  alive(): readonly number[];
  /** Sockets that still listen of those on which any of them ever did. */
  listening(): readonly string[];
  /** How many of either were seen, so that none left is not none at all. */
  readonly seen: { readonly processes: number; readonly ports: number };
  /** MiB that the largest of the command's own processes, cells and what they start left out, has ever held. */
  readonly mostMiB: number;
}

const numbers = (): readonly string[] => readdirSync('/proc').filter((name) => /^\d+$/.test(name));

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // ended meanwhile
  }
};

/* A pid alone may be somebody else's by now. */
const startOf = (pid: string): string => {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || stat === '' ? '' : (fields[19] ?? '');
};

/* Inodes of sockets in the state LISTEN. */
const listeners = (pid: string): ReadonlySet<string> =>
  new Set(
    ['tcp', 'tcp6'].flatMap((table) =>
      read(`/proc/${pid}/net/${table}`)
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .flatMap((fields) => (fields[3] === '0A' ? [fields[9] ?? ''] : [])),
    ),
  );

const socketsOf = (pid: string): readonly string[] => {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((name) => /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${name}`))?.[1] ?? []);
  } catch {
    return []; // ended meanwhile
  }
};

/** Watches everything whose temporary folder lies in `folder`, from now on. */
export const watchCommand = (command: Command, folder: string): CommandWatch => {
  const starts = new Map<string, string>();
  const ports = new Set<string>();
  let mostMiB = 0;
  const look = (): void => {
    for (const pid of numbers()) {
      const environment = read(`/proc/${pid}/environ`).split('\0');
      if (!environment.some((entry) => entry.startsWith(`TMPDIR=${folder}`))) continue;
      starts.set(pid, startOf(pid));
      const open = listeners(pid);
      for (const inode of socketsOf(pid)) if (open.has(inode)) ports.add(inode);
      const isCell = environment.some((entry) => entry.startsWith('LC_MESSAGES=th_TH'));
      const peak = Number(/^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
      if (!isCell) mostMiB = Math.max(mostMiB, peak);
    }
  };
  look();
  const timer = setInterval(look, 300);
  void command.ended.then(() => clearInterval(timer));
  return {
    alive: () => {
      look();
      return [...starts].flatMap(([pid, start]) => (start !== '' && startOf(pid) === start ? [Number(pid)] : []));
    },
    listening: () => {
      const now = listeners('self');
      return [...ports].filter((inode) => now.has(inode));
    },
    get seen() {
      return { processes: starts.size, ports: ports.size };
    },
    get mostMiB() {
      return mostMiB;
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
};
