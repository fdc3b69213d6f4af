import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { descendantsOf, familyOf, processes, type ProcessSeen } from './process-tree.ts';
import { until } from './testing/is-alive.testing.ts';

const one = (pid: number, parent: number, group = 1, session = group): ProcessSeen => ({
  pid,
  parent,
  group,
  session,
  startedAt: pid,
  busyMs: 0,
  ended: false,
});
const pids = (seen: readonly ProcessSeen[]): readonly number[] => seen.map(({ pid }) => pid).toSorted((a, b) => a - b);

describe('familyOf', () => {
  it('follows children however they are listed, and members of a group that a root leads', () => {
    const all = [one(14, 13, 14), one(13, 10, 10), one(10, 2, 10), one(11, 1, 10), one(12, 2), one(20, 2, 20), one(21, 20, 20)];
    expect(pids(familyOf(new Set([10]), all))).toEqual([10, 11, 13, 14]);
  });

  it('takes nobody in for a group of a session that the root does not lead', () => {
    expect(pids(familyOf(new Set([10]), [one(10, 2, 10, 5), one(11, 1, 10, 5)]))).toEqual([10]);
  });

  it('finds the members of a group whose leader is gone', () => {
    expect(pids(familyOf(new Set([10]), [one(11, 1, 10)]))).toEqual([11]);
  });
});

describe('descendantsOf', () => {
  it('leaves the root itself and its siblings out', () => {
    expect(pids(descendantsOf(10, [one(10, 2), one(11, 10), one(12, 11), one(13, 2)]))).toEqual([11, 12]);
  });
});

describe('processes', () => {
  it('shows this process and a child, with names that try to look like fields', async () => {
    const child = spawn(process.execPath, ['-e', 'process.title = ") R 1 1 ("; process.stdout.write("x"); setTimeout(() => {}, 60_000)'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    await once(child.stdout, 'data');
    expect(processes().find(({ pid }) => pid === child.pid)).toMatchObject({
      parent: process.pid,
      group: child.pid,
      session: child.pid,
      ended: false,
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(processes().some(({ pid }) => pid === child.pid)).toBe(false);
  });

  it.runIf(existsSync('/proc/2/comm') && readFileSync('/proc/2/comm', 'utf8') === 'kthreadd\n')(
    'leaves out threads of the kernel, and nobody else, at every look',
    () => {
      for (let look = 0; look < 3; look++) {
        const found = processes();
        expect(found.filter(({ pid, parent }) => pid === 2 || parent === 2)).toEqual([]);
        expect(pids(found)).toEqual(expect.arrayContaining([1, process.ppid, process.pid]));
      }
    },
  );

  it('counts processor time', async () => {
    const before = processes().find(({ pid }) => pid === process.pid)?.busyMs ?? Number.NaN;
    expect(before).toBeGreaterThan(0);
    await until('this process has used some', () => {
      for (const from = performance.now(); performance.now() - from < 30;);
      return (processes().find(({ pid }) => pid === process.pid)?.busyMs ?? 0) > before;
    });
  });
});
