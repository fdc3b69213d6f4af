import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endProcesses } from '../../src/harness/end-processes.ts';
import { familyOf, processes, type ProcessSeen } from '../../src/harness/process-tree.ts';
import { lineOf, type FromHost, type RuntimeName, type ToHost } from './host-protocol.ts';

/** How the host's process ended. */
export interface HostEnd {
  /** Exit code or signal and the last of stderr; undefined when it ended in order. */
  readonly died?: string;
  /** MiB of resident memory that it had at most; 0 when it could not say. */
  readonly maxRssMiB: number;
  /** Processes of its family that outlived it; they are ended. */
  readonly left: number;
}

/** The process that is measured. */
export interface HostSession {
  readonly pid: number;
  /** Sends a line and returns the answer; undefined when the host died or did not answer in so many ms, and was then ended. */
  ask(line: ToHost, ms: number): Promise<FromHost | undefined>;
  /** Processes below the host that live now. */
  family(): readonly ProcessSeen[];
  /** Ends it at once; what is asked of it is answered with undefined. */
  kill(): void;
  /** Lets it end in order, and ends it when it does not in so many ms. */
  end(ms: number): Promise<HostEnd>;
}

const hostFile = fileURLToPath(new URL('host.ts', import.meta.url));
const diagnosticsLength = 4_096;
const flags: Readonly<Record<RuntimeName, readonly string[]>> = {
  /* What is garbage before a program is none of its growth. */
  reference: ['--expose-gc'],
  naive: ['--experimental-vm-modules', '--max-old-space-size=512'],
};

const waitMs = (ms: number): Promise<undefined> => new Promise((resolve) => setTimeout(() => resolve(undefined), ms));

const withinMs = async <T>(promise: Promise<T>, ms: number): Promise<T | undefined> => {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), ms);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Starts a host, in a group of its own so that a terminal's Ctrl-C leaves it to its supervisor. */
export const startHost = (runtime: RuntimeName, env: NodeJS.ProcessEnv, cwd: string): HostSession => {
  const child = spawn(process.execPath, [...flags[runtime], '--no-warnings', hostFile], {
    cwd,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code: code as number | null, signal: signal as string | null }));
  let diagnostics = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (diagnostics = (diagnostics + text).slice(-diagnosticsLength)));
  child.stdin.on('error', (error) => (diagnostics += String(error)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const known = new Map<number, ProcessSeen>();
  const pid = child.pid ?? 0;

  const family = (): readonly ProcessSeen[] => {
    const seen = familyOf(new Set([pid])).filter((one) => one.pid !== pid && !one.ended);
    for (const one of seen) known.set(one.pid, one);
    return seen;
  };
  const nextLine = async (): Promise<FromHost | undefined> => {
    const { done, value } = await lines.next();
    return done === true ? undefined : (JSON.parse(value) as FromHost);
  };
  const outliving = (): ProcessSeen[] =>
    processes().filter((one) => !one.ended && (known.get(one.pid)?.startedAt === one.startedAt || one.group === pid) && one.pid !== pid);

  return {
    pid,
    async ask(line, ms) {
      child.stdin.write(lineOf(line));
      const answer = await withinMs(nextLine(), ms);
      if (answer !== undefined) return answer;
      family();
      child.kill('SIGKILL');
      return undefined;
    },
    family,
    kill() {
      family();
      child.kill('SIGKILL');
    },
    async end(ms) {
      family();
      child.stdin.end();
      const last = await withinMs(nextLine(), ms);
      const inTime = (await withinMs(ended, ms)) !== undefined;
      if (!inTime) child.kill('SIGKILL');
      const { code, signal } = await ended;
      for (let turn = 0; outliving().length > 0 && turn < 20; turn += 1) await waitMs(100);
      const left = outliving();
      endProcesses(() => left);
      const died = inTime && code === 0 && last !== undefined ? {} : { died: `${signal ?? `exit ${code}`} ${diagnostics}`.trim() };
      return { ...died, maxRssMiB: last !== undefined && 'disposed' in last ? last.maxRssMiB : 0, left: left.length };
    },
  };
};
