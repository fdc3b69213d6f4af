import { describe, expect, it } from 'vitest';

import { openFolder } from '../harness/testing/open-folder.testing.ts';
import { matrixSchema } from '../report/matrix.ts';
import { reportSchema } from '../report/report-schema.ts';
import { runCli, startCli } from './run-cli.testing.ts';

const slow = { timeout: 180_000 };

describe('sandproof matrix', slow, () => {
  it('goes on past what breaks, and writes one report each and one matrix.json', async () => {
    using folder = openFolder();
    const adapters = ['exec: /there/is/no/such/program', 'controls/crashes', 'reference'];
    const words = adapters.flatMap((name) => ['--adapters', name]);
    const { code, stdout } = await runCli(['matrix', ...words, '--suite', 'api', '--out', folder.path]);
    const { rows, complete } = matrixSchema.parse(JSON.parse(folder.read('matrix.json')));
    expect(complete).toBe(true);
    expect(rows.map(({ adapter, exitCode }) => [adapter, exitCode])).toEqual([
      ['exec: /there/is/no/such/program', 2],
      ['controls/crashes', 1],
      ['reference', 3],
    ]);
    expect(rows[0]?.problem).toContain('/there/is/no/such/program');
    expect(rows[0]?.measured).toBeUndefined();
    const { passed, measured } = rows[2]?.measured?.must.documented ?? { passed: 0, measured: 0 };
    expect([passed, measured > 0]).toEqual([measured, true]);
    expect(rows[1]?.measured?.kinds).toMatchObject({ crashed: expect.any(Number) as number });
    const report = reportSchema.parse(JSON.parse(folder.read('reference/report.json')));
    expect(report.cases.every(({ verdict }) => verdict === 'pass')).toBe(true);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^RED exec: \/there[^\n]*could not be started/m);
  });

  it('writes what it has when it is interrupted', async () => {
    using folder = openFolder();
    const command = startCli(['matrix', '--adapters', 'reference,quickjs-wasi', '--suite', 'limits', '--out', folder.path]);
    const waiting = setInterval(() => {
      if (!folder.names().includes('reference')) return;
      clearInterval(waiting); // a second signal would end it at once
      command.child.kill('SIGINT');
    }, 500);
    const { code } = await command.ended.finally(() => clearInterval(waiting));
    const { rows, complete } = matrixSchema.parse(JSON.parse(folder.read('matrix.json')));
    expect(complete).toBe(false);
    expect(rows.map(({ adapter }) => adapter)).toEqual(['reference']);
    expect(rows[0]?.problem).toContain('interrupted');
    expect(code).toBe(3);
  });

  it('refuses an adapter that does not exist, or stands there twice, before anything runs', async () => {
    using folder = openFolder();
    for (const [list, says] of [
      ['reference,no-such', 'got "no-such"'],
      ['reference,reference', 'got "reference" twice'],
    ] as const) {
      const { code, stderr } = await runCli(['matrix', '--adapters', list, '--out', folder.join('out')]);
      expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
    }
    expect(folder.names()).toEqual([]);
  });
});
