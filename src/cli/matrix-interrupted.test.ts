import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { processes } from '../harness/process-tree.ts';
import { until } from '../harness/testing/is-alive.testing.ts';
import { openFolder } from '../harness/testing/open-folder.testing.ts';
import { matrixSchema } from '../report/matrix.ts';
import { startCli, type Command } from './run-cli.testing.ts';
import { watchCommand } from './watch-command.testing.ts';

const tampered = new URL('../harness/testing/tampered-adapter.testing.ts', import.meta.url).href;

/* The first two loads leave a grandchild in a session of its own and a folder; the third one hears no signal and never ends. */
const worst = (count: string): string => `import { tampered } from ${JSON.stringify(tampered)};
export default tampered({ loads: 'start-a-grandchild,start-a-grandchild,deaf', at: 'load', count: ${JSON.stringify(count)} });
`;

const runOf = ({ pid }: Command): number => processes().find(({ parent }) => parent === pid)?.pid ?? 0;

const kill =
  (...signals: readonly NodeJS.Signals[]): ((command: Command) => Promise<void>) =>
  async ({ child }) => {
    for (const [index, signal] of signals.entries()) {
      if (index > 0) await new Promise((resolve) => setTimeout(resolve, 100));
      child.kill(signal);
    }
  };

describe('a matrix that is interrupted', { timeout: 120_000 }, () => {
  it.each<[string, (command: Command) => Promise<void>, { readonly code: number | null; readonly problem?: string }]>([
    ['SIGTERM', kill('SIGTERM'), { code: 3, problem: 'interrupted' }],
    ['SIGINT, and again', kill('SIGINT', 'SIGINT'), { code: 130 }],
    ['SIGKILL', kill('SIGKILL'), { code: null }],
    ['SIGKILL of its run', async (command) => void process.kill(runOf(command), 'SIGKILL'), { code: 4, problem: 'SIGKILL' }],
  ])('leaves no process, no port and no temporary folder after %s', async (_, send, { code, problem }) => {
    using folder = openFolder();
    const [temporary, out] = [folder.join('temporary'), folder.join('out')];
    mkdirSync(temporary);
    writeFileSync(folder.join('worst.mjs'), worst(folder.join('loads')));
    writeFileSync(folder.join('loads'), '');
    const words = ['--adapters', folder.join('worst.mjs'), '--case', 'registration/*/*', '--jobs', '1', '--out', out];
    const command = startCli(['matrix', ...words], { TMPDIR: temporary });
    using watch = watchCommand(command, temporary);
    await until('a load never ends', () => folder.read('loads').length >= 3);
    expect(readdirSync(temporary)).toHaveLength(1);
    await send(command);
    const ended = await command.ended;
    expect(ended.code).toBe(code);
    await until('no process is left', () => watch.alive().length === 0);
    expect(watch.seen.processes).toBeGreaterThan(5);
    expect(watch.seen.ports).toBeGreaterThan(1);
    expect(watch.listening()).toEqual([]);
    await until('no temporary file is left', () => readdirSync(temporary).length === 0);
    if (problem === undefined) return;
    const [row] = matrixSchema.parse(JSON.parse(readFileSync(folder.join('out/matrix.json'), 'utf8'))).rows;
    expect(row?.problem).toContain(problem);
  });
});
