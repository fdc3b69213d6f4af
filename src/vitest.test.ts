import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { collectCases } from './harness/collect-cases.ts';
import { packageRoot } from './package-root.ts';
import { describeConformance } from './vitest.ts';

/** Runs a test file of a user in a vitest of its own; returns what it printed and whether it was green. */
const runVitest = async (
  options: object,
  knownFailures: readonly object[] = [],
): Promise<{ readonly green: boolean; readonly printed: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'sandproof-user-'));
  try {
    await symlink(join(packageRoot, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'known.json'), JSON.stringify(knownFailures));
    await writeFile(
      join(folder, 'user.test.mjs'),
      `import { describeConformance } from ${JSON.stringify(new URL('./vitest.ts', import.meta.url).href)};
       describeConformance('controls/echo', { ...${JSON.stringify(options)}, knownFailures: new URL('./known.json', import.meta.url) });`,
    );
    const vitest = join(packageRoot, 'node_modules/vitest/vitest.mjs');
    const run = promisify(execFile)(process.execPath, [vitest, 'run', '--root', folder], { env: { ...process.env, NO_COLOR: '1' } });
    return await run.then(
      ({ stdout }) => ({ green: true, printed: stdout }),
      (failed: unknown) => ({ green: false, printed: Object.values(failed as Readonly<Record<'stdout' | 'stderr', string>>).join('') }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

describeConformance('reference', { cases: ['log/records/*'] });
describeConformance(new URL('../adapters/quickjs-wasi/adapter.ts', import.meta.url), { cases: ['sleep/**'] });

describe('describeConformance', async () => {
  it('says in one line that no vitest runs', async () => {
    const script = `const { describeConformance } = await import(${JSON.stringify(new URL('./vitest.ts', import.meta.url).href)});
      try { describeConformance('reference'); } catch (error) { console.log(error.code, error.message); }`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
    expect(stdout).toMatch(
      /^SECOND_VITEST describeConformance was not called inside a run of the vitest that sandproof uses.*`npm ls vitest` must show one\n$/,
    );
  });

  const one = { cases: ['log/records/exact-text'] };
  const known = {
    case: 'log/records/exact-text',
    kind: 'violated',
    checks: Object.keys((await collectCases()).find(({ id }) => id === 'log/records/exact-text')?.expect ?? {}),
    reason: 'it runs nothing at all',
    issue: 'https://example.test/1',
  };

  it('fails the test of a case that fails, with the sentence of the check', async () => {
    const { green, printed } = await runVitest(one);
    expect(green).toBe(false);
    expect(printed).toContain(`✗ ${known.checks[0]}`);
  });

  it('passes a known failure, and fails it as soon as it is not true any more', async () => {
    expect((await runVitest(one, [known])).green).toBe(true);
    const { green, printed } = await runVitest(one, [{ ...known, kind: 'hung' }]);
    expect(green).toBe(false);
    expect(printed).toContain('it is "violated" now, not "hung"');
  });

  it('fails a known failure that names no case', async () => {
    const { green, printed } = await runVitest(one, [known, { ...known, case: 'log/records/never-was' }]);
    expect(green).toBe(false);
    expect(printed).toContain('no case has the id log/records/never-was');
  });

  it('refuses a selection that fits nothing', () => {
    expect(() => describeConformance('reference', { cases: ['no/such/case'] })).toThrow(/--case: no case fits "no\/such\/case"/);
  });

  it('refuses an adapter that is not there', () => {
    expect(() => describeConformance('no-such-runtime')).toThrow(/expected one of .*reference/);
  });
});
