import { setTimeout as wait } from 'node:timers/promises';
import { MessageChannel, Worker } from 'node:worker_threads';

import { EngineStop } from '../engine.ts';
import type { StartGuest } from '../foreign/foreign-engine.ts';
import { guestProgram } from '../foreign/guest-program.ts';
import { threadEffort } from '../foreign/thread-effort.ts';

/* The thread says which of the process's it is, so that its processor time can be read; systems without /proc have no such file. */
const announce = `
import { readlinkSync } from 'node:fs';
try { workerData.port.postMessage(readlinkSync('/proc/thread-self')); } catch { /* not Linux */ }
`;
const program = new URL(`data:text/javascript;charset=utf-8,${encodeURIComponent(announce + guestProgram)}`);
const thread = /^\d+\/task\/(\d+)$/;

const isOutOfMemory = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

/** ms for which a new thread waits for those that were told to end. */
const longestEnd = 5_000;

const ending = new Set<Promise<unknown>>();

/** Resolves when no thread is left that should have ended, or after a while: a thread inside a native operation ends only behind it, and takes processor time until then. */
export const threadsEnded = async (): Promise<void> => {
  if (ending.size > 0) await Promise.race([Promise.all(ending), wait(longestEnd)]);
};

/** Starts each guest as a thread of this process, with a port that nothing but the guest program knows. */
export const startThread: StartGuest = ({ memoryMiB }, take, hasEnded) => {
  const { port1: port, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(program, {
    workerData: { port: port2, signal },
    transferList: [port2],
    resourceLimits: { maxOldGenerationSizeMb: memoryMiB },
    env: {},
    argv: [],
    execArgv: ['--no-warnings'],
    stdin: false,
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  worker.unref();
  let task: string | undefined;
  let limit: 'memory' | 'crash' = 'crash';
  let cause: unknown;
  worker.on('error', (error: unknown) => {
    cause = error;
    if (isOutOfMemory(error)) limit = 'memory';
  });
  worker.on('exit', (code) => {
    port.close();
    hasEnded(new EngineStop(limit, { cause: cause ?? new Error(`The thread ended: exit ${code}`) }));
  });
  port.on('message', (line: string) => {
    const announced = task === undefined ? thread.exec(line)?.[1] : undefined;
    if (announced === undefined) take(line);
    else task = announced;
  });
  port.unref();
  return {
    send: (line) => {
      port.postMessage(line);
      Atomics.add(signal, 0, 1);
      Atomics.notify(signal, 0);
    },
    effort: () => (task === undefined ? undefined : threadEffort('self', task)),
    heldMiB: () => undefined,
    kill: () => {
      const ended = worker.terminate();
      ending.add(ended);
      void ended.then(() => ending.delete(ended));
    },
  };
};
