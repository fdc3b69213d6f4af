import { execFileSync } from 'node:child_process';

/** One live process that this one has started. */
export interface ChildProcessSeen {
  readonly pid: number;
  readonly command: string;
}

/** The live direct children of a process, this one unless another is named, that hold an extension; ended ones that are not reaped yet are left out. */
export const childProcesses = ({ of = process.pid }: { readonly of?: number | undefined } = {}): readonly ChildProcessSeen[] => {
  const text = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,state=,args='], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  return text
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null)
    .filter(([, , parent, state]) => Number(parent) === of && !state?.startsWith('Z'))
    .map(([, pid, , , command]) => ({ pid: Number(pid), command: command ?? '' }))
    .filter(({ command }) => command.includes('--permission'));
};
