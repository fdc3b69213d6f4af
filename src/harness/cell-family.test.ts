import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { describe, expect, it } from 'vitest';

import { endLeftovers } from './cell-family.ts';
import { holdCell } from './hold-cell.ts';
import type { JournalLine } from './journal.ts';
import { processes } from './process-tree.ts';
import { isAlive, until } from './testing/is-alive.testing.ts';
import { scriptTarget } from './testing/script-target.testing.ts';

const call = { entry: { extension: 'n', operation: 'o' }, input: null };

describe('endLeftovers', () => {
  it.each(['grandchild', 'grandchild-without-environment'])('ends a %s of a cell that ended with its worker', async (act) => {
    const lines: JournalLine[] = [];
    const cell = await holdCell(scriptTarget('--on', 'call', '--do', act), (line) => lines.push(line));
    await cell.peer.request('call', call);
    const [grandchild = 0] = cell.told().flatMap((one) => (one.kind === 'log' ? [Number(one.text)] : []));
    const cells = lines.filter((line) => line.kind === 'cell');
    const pid = cells.at(-1)?.pid ?? 0;
    if (act !== 'grandchild')
      await until('it is seen outside of the group', () => lines.some((line) => line.kind === 'stray' && line.pid === grandchild));
    process.kill(pid, 'SIGKILL');
    await cell.gone;
    expect(isAlive(grandchild)).toBe(true);
    endLeftovers(
      cells,
      lines.filter((line) => line.kind === 'stray'),
    );
    await until('it has ended', () => !isAlive(grandchild));
    await cell.end();
  });

  it('leaves a process alone that only has the pid of one', async () => {
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore', detached: true });
    await once(other, 'spawn');
    const pid = other.pid ?? 0;
    const startedAt = processes().find((one) => one.pid === pid)?.startedAt ?? 0;
    endLeftovers([{ mark: 'nobody', pid, startedAt: startedAt - 1 }], [{ pid, startedAt: startedAt - 1 }]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isAlive(pid)).toBe(true);
    endLeftovers([], [{ pid, startedAt }]);
    await until('it has ended', () => !isAlive(pid));
  });

  it('journals how to find a cell before it exists', async () => {
    const lines: JournalLine[] = [];
    await expect(
      holdCell({ kind: 'exec', name: 'x', command: './no-such-program', evidence: 'none' }, (line) => lines.push(line)),
    ).rejects.toThrow(/no-such-program/);
    expect(lines).toEqual([{ kind: 'cell', mark: expect.stringMatching(/^[0-9a-f]{16}$/) as unknown }]);
  });
});
