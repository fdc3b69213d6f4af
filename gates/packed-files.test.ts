import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../src/package-root.ts';
import { packedProblems } from './packed-files.ts';

describe('packedProblems', () => {
  it('reports what is missing from an empty package', () => {
    expect(packedProblems([])).toContain('dist/src/cli/main.js is missing');
  });

  it.each(['dist/src/a.test.js', 'src/index.ts', 'node_modules/a/index.js', 'scripts/check.js', 'sandproof-0.1.0.tgz'])(
    'reports a planted %s',
    (path) => {
      expect(packedProblems([path]).filter((problem) => problem.startsWith(`${path} `))).toHaveLength(1);
    },
  );

  it('accepts what an adapter starts from', () => {
    expect(packedProblems(['fixtures/templates/adapter/adapter.ts']).filter((problem) => problem.startsWith('fixtures/'))).toEqual([]);
  });

  it('finds every file outside of dist that the package promises', () => {
    const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: packageRoot, encoding: 'utf8' });
    const [packed] = JSON.parse(stdout) as { files: { path: string }[] }[];
    const problems = packedProblems((packed?.files ?? []).map(({ path }) => path));
    expect(problems.filter((problem) => !problem.startsWith('dist/'))).toEqual([]);
  });
});
