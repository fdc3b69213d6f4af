import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../src/package-root.ts';
import { plantTree } from './planted-tree.ts';

/** Runs `.ci/run` with an npm that only prints, by the words it is called with. */
const runCi = (answers: string): { status: number | null; lines: string[] } => {
  using tree = plantTree([]);
  mkdirSync(join(tree.root, '.ci'));
  copyFileSync(join(packageRoot, '.ci/run'), join(tree.root, '.ci/run'));
  tree.plant('bin/npm', `#!/bin/sh\ncase "$*" in\n${answers}\n*) echo "did $*" ;;\nesac`);
  chmodSync(join(tree.root, 'bin/npm'), 0o755);
  const { status, stdout } = spawnSync(join(tree.root, '.ci/run'), {
    env: { PATH: `${join(tree.root, 'bin')}:/usr/bin:/bin` },
    encoding: 'utf8',
  });
  return { status, lines: stdout.trimEnd().split('\n') };
};

const tests = `test) printf ' Test Files  1 passed (1)\\n      Tests  %s\\n' "$VERDICT"; exit "$CODE" ;;`;
const withTests = (verdict: string, code: number): string => tests.replace('"$VERDICT"', `'${verdict}'`).replace('"$CODE"', String(code));
const gates = "'run --silent check') echo '7 passed, 0 failed' ;;";

describe('.ci/run', () => {
  it('runs npm ci, npm test and every further step, and sums up what they counted', () => {
    const { status, lines } = runCi(`${withTests('40 passed (40)', 0)}\n${gates}`);
    expect(status).toBe(0);
    expect(lines.filter((line) => line.startsWith('== ') && !line.startsWith('== ok'))).toEqual([
      '== install: npm ci',
      '== test: npm test',
      '== check: npm run --silent check',
      '== conformance: npm start --silent',
      '== runtimes: npm run --silent sandproof -- matrix --adapters quickjs-wasi,node-permission --out .tmp/matrix',
      '== prove: npm run --silent prove -- --check --sample 3',
      '== disarm: npm run --silent prove -- --disarm 10',
      '== floor: npm run --silent floor -- --check',
      '== pack: npm run --silent smoke:pack',
    ]);
    expect(lines.at(-1)).toBe('54 passed, 0 failed');
  });

  it('stops at the first red step and names it', () => {
    const { status, lines } = runCi(`${withTests('2 failed | 38 passed (40)', 1)}\n${gates}`);
    expect(status).toBe(1);
    expect(lines.at(-2)).toMatch(/^== RED: test \(exit 1, \d+ s\)$/);
    expect(lines.at(-1)).toBe('39 passed, 2 failed');
  });

  it('is red when a step that counts counted nothing', () => {
    const { status, lines } = runCi(gates);
    expect(status).toBe(1);
    expect(lines.at(-1)).toBe('1 passed, 1 failed');
  });

  it('is red when a step without a count fails', () => {
    const { status, lines } = runCi(`${withTests('40 passed (40)', 0)}\n${gates}\n'run --silent prove -- --check --sample 3') exit 3 ;;`);
    expect(status).toBe(1);
    expect(lines.at(-2)).toMatch(/^== RED: prove \(exit 3/);
    expect(lines.at(-1)).toBe('50 passed, 1 failed');
  });
});
