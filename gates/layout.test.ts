import { describe, expect, it } from 'vitest';
import { layoutProblems, longestFile, longFiles, type SourceFile } from './layout.ts';

const honest: readonly SourceFile[] = [
  ...Object.keys(longFiles).map((path) => ({ path, text: '// data\n'.repeat(longestFile + 1) })),
  { path: 'src/harness/judge.ts', text: '/** Says what it does. */\nexport const judge = 1;\n' },
  { path: 'src/cli/main.ts', text: "await import('./run.ts');\nawait import('../harness/judge.ts');\n" },
  { path: 'src/harness/perform.ts', text: "await import('./judge.ts');\nawait import('../contract/case.ts');\n" },
  { path: 'README.md', text: `See src/${'root'}/x and node_modules/${'work'}/. A URL: https://www.npmjs.com/package/sandproof\n` },
  { path: 'package-lock.json', text: '{ "version": "1.0.0", "integrity": "sha512-x" }\n' },
  { path: 'src/harness/suite-error.ts', text: "/** Codes. */\nexport type ErrorCode =\n  | 'BAD_FLAG'\n  | 'NO_CASES';\n" },
  { path: 'docs/errors/BAD_FLAG.md', text: '# BAD_FLAG\n' },
  { path: 'docs/errors/NO_CASES.md', text: '# NO_CASES\n' },
  { path: 'fixtures/extensions/log-lines/index.js', text: "import { log } from 'directus:api';\n" },
];

const planted: Readonly<Record<string, SourceFile>> = {
  name: { path: 'src/harness/utils.ts', text: '/** x. */\nexport const a = 1;\n' },
  'kebab-case': { path: 'fixtures/extensions/logLines/index.js', text: '\n' },
  length: { path: 'suites/request/wide.ts', text: 'a();\n'.repeat(longestFile + 1) },
  docstring: { path: 'src/harness/silent.ts', text: 'const a = 1;\n\nexport const b = a;\n' },
  'machine-path': { path: 'docs/x.md', text: `In ${['', 'work', 'x'].join('/')} it stands.\n` },
  registry: { path: 'package-lock.json', text: `{ ${['"resolved"', '"http'].join(': ')}s://example.test/a.tgz" }\n` },
  'design-page': { path: 'docs/y.md', text: `See ${['STYLE', 'md'].join('.')}.\n` },
  silenced: { path: 'src/sdk/quiet.ts', text: `// ${['oxlint', 'disable'].join('-')} no-console\n` },
  'dynamic-import': { path: 'src/report/late.ts', text: "await import('../harness/judge.ts');\n" },
  'error-page': { path: 'src/sdk/sdk-error.ts', text: "/** Codes. */\nexport type SdkErrorCode =\n  | 'NO_CASES'\n  | 'NO_PAGE';\n" },
};

describe('layoutProblems', () => {
  it('finds nothing in honest files', () => {
    expect(layoutProblems(honest)).toEqual([]);
  });

  it.each(Object.entries(planted))('reports a planted violation of %s, and nothing else', (rule, file) => {
    const problems = layoutProblems([...honest.filter(({ path }) => path !== file.path), file]);
    expect(problems.map((problem) => [problem.rule, problem.path])).toEqual([[rule, file.path]]);
  });

  it('says at which line', () => {
    const [problem] = layoutProblems([
      ...honest,
      { path: 'src/sdk/two.ts', text: '/** x. */\nexport const a = 1;\nexport const b = 2;\n' },
    ]);
    expect(problem?.line).toBe(3);
  });

  it('reports a folder whose name says nothing', () => {
    expect(layoutProblems([...honest, { path: 'src/helpers/judge.ts', text: '\n' }]).map((problem) => problem.rule)).toContain('name');
  });

  it('reports a page for an error that does not exist', () => {
    const file = { path: 'docs/errors/GONE.md', text: '# GONE\n' };
    expect(layoutProblems([...honest, file])).toEqual([{ rule: 'error-page', path: file.path, says: 'no error has this code' }]);
  });

  it('reports a dynamic import of the CLI from outside', () => {
    const file = { path: 'bench/late.ts', text: "await import('../src/cli/main.ts');\n" };
    expect(layoutProblems([...honest, file]).map((problem) => problem.rule)).toEqual(['dynamic-import']);
  });

  it('reports a listed long file that became short or is gone', () => {
    const [path = ''] = Object.keys(longFiles);
    const others = honest.filter((file) => file.path !== path);
    expect(layoutProblems([...others, { path, text: '\n' }]).map((problem) => problem.path)).toEqual([path]);
    expect(layoutProblems(others).map((problem) => problem.path)).toEqual([path]);
  });
});
