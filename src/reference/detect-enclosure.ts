import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';

/** One thing that keeps an extension in, and whether this machine has it. */
export interface IsolationMeasure {
  readonly measure: string;
  readonly present: boolean;
}

/** What separates an extension from its host on this machine. */
export interface Isolation {
  readonly kind: 'process' | 'in-process';
  /** Those that are not present are missing: the runtime also tells of them in an event and a warning. */
  readonly measures: readonly IsolationMeasure[];
}

/** How children are started here: the program and its first arguments, given the limit of the data segment in KiB. */
export interface Enclosure {
  readonly isolation: Isolation;
  command(dataKiB: number): readonly [string, ...string[]];
}

const shell = '/bin/sh';

/*
 * Each limit in a command of its own: one that the platform refuses ends the start, not just its own effect. Some shells export PWD.
 * A stack of 2 MiB is twice what V8 uses of it; each further thread of the process has one, too, and it counts as data.
 * The third argument is the file that makes this process the first to end when the system runs out of memory, or empty.
 */
const limitText =
  '{ [ -z "$3" ] || echo 1000 > "$3"; } && ulimit -c 0 && ulimit -S -s 2048 && ulimit -f 0 && ulimit -d "$1" && ulimit -t "$2" && shift 3 && unset PWD && exec "$@"';

/* Linux: 1000 is the most, and raising it needs no right (proc(5)). */
const memoryOrder = '/proc/self/oom_score_adj';

/* Where the system ends no orphan, one that never reads its stdin again ends after so many seconds of processor time. */
const orphanSeconds = '900';

const setprivPaths = ['/usr/bin/setpriv', '/bin/setpriv'];

const succeeds = (file: string, args: readonly string[]): Promise<boolean> =>
  new Promise((resolve) => {
    execFile(file, args, { env: {}, timeout: 5_000 }, (error) => resolve(error === null));
  });

/* What `setpriv` can do for this user, most first. Without the bounding set, not even root keeps a capability. */
const ties = [
  ['--bounding-set', '-all', '--inh-caps', '-all', '--no-new-privs', '--pdeathsig', 'KILL'],
  ['--no-new-privs', '--pdeathsig', 'KILL'],
] as const;

const findTie = async (): Promise<readonly string[]> => {
  for (const path of setprivPaths.filter((candidate) => existsSync(candidate))) {
    for (const tie of ties) if (await succeeds(path, [...tie, shell, '-c', ':'])) return [path, ...tie];
  }
  return [];
};

const detect = async (): Promise<Enclosure> => {
  const limits = (dataKiB: number, cpuSeconds: string, order: string): readonly string[] => [
    '-c',
    limitText,
    'sandproof',
    String(dataKiB),
    cpuSeconds,
    order,
  ];
  const works = (order: string): Promise<boolean> => succeeds(shell, [...limits(4_194_304, orphanSeconds, order), shell, '-c', ':']);
  const limited = existsSync(shell) && (await works(''));
  const order = limited && existsSync(memoryOrder) && (await works(memoryOrder)) ? memoryOrder : '';
  const tie = limited && process.platform === 'linux' ? await findTie() : [];
  const tied = tie.length > 0;
  return {
    isolation: {
      kind: 'process',
      measures: [
        { measure: 'a V8 isolate in a process of its own', present: true },
        { measure: 'an empty environment, pipes to the host', present: true },
        { measure: 'no file, process or worker (node --permission)', present: true },
        { measure: 'no core dump, no written file (ulimit)', present: limited },
        { measure: 'a limit of the data segment (ulimit)', present: limited && process.platform === 'linux' },
        { measure: 'ends with its host, even inside native code (pdeathsig)', present: tied },
        { measure: 'no capability, no new privilege (setpriv)', present: tie.includes('--bounding-set') },
        { measure: 'the first to end when the system runs out of memory (oom_score_adj)', present: order !== '' },
        /* What ends with its host is never an orphan. */
        ...(tied ? [] : [{ measure: 'a limit of processor time for an orphan (ulimit)', present: limited }]),
      ],
    },
    command: (dataKiB) =>
      limited ? [shell, ...limits(dataKiB, tied ? 'unlimited' : orphanSeconds, order), ...tie, process.execPath] : [process.execPath],
  };
};

let detected: Promise<Enclosure> | undefined;

/** Finds out once which measures this machine has, by trying them. */
export const detectEnclosure = (): Promise<Enclosure> => (detected ??= detect());
