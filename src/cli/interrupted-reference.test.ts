import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { descendantsOf } from '../harness/process-tree.ts';
import { isAlive, until } from '../harness/testing/is-alive.testing.ts';
import { openFolder, type Folder } from '../harness/testing/open-folder.testing.ts';
import { childProcesses } from '../reference/child-processes.testing.ts';
import { reportIn, startCli } from './run-cli.testing.ts';

const judgedIn = (folder: Folder): number =>
  existsSync(folder.join('journal.ndjson')) ? readFileSync(folder.join('journal.ndjson'), 'utf8').split('"kind":"judged"').length - 1 : 0;

describe('sandproof run --adapter reference', { timeout: 120_000 }, () => {
  it('leaves no process after Ctrl-C in the middle, and has written what was judged', async () => {
    using folder = openFolder();
    // Extensions that keep their processes busy: each case takes as long as its limit.
    const words = ['--suite', 'limits', '--jobs', '2', '--reporter', 'json', '--out', folder.path];
    const command = startCli(['run', '--adapter', 'reference', ...words]);
    const family = (): readonly number[] => descendantsOf(command.pid).map(({ pid }) => pid);
    await until('two cases are judged', () => judgedIn(folder) >= 2);
    await until('extensions run', () => family().some((pid) => childProcesses({ of: pid }).length > 0));
    const before = family();
    process.kill(-command.pid, 'SIGINT');
    const { code, stderr } = await command.ended;
    expect({ code, stderr }).toMatchObject({ code: 3, stderr: expect.stringContaining('interrupted') as unknown });
    await until('no process is left', () => !before.some(isAlive));
    const { complete, cases, selected } = reportIn(folder);
    expect(complete).toBe(false);
    expect(cases).toHaveLength(selected.cases);
    const judged = cases.filter(({ because }) => because !== 'not reached');
    expect(judged.length).toBeGreaterThanOrEqual(2);
    expect(judged.length).toBeLessThan(cases.length);
  });
});
