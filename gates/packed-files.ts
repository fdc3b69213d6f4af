/** Files without which the package can't do what its page says. */
const needed = [
  'LICENSE',
  'README.md',
  'CHANGELOG.md',
  'package.json',
  'dist/src/cli/main.js',
  'dist/src/cell/main.js',
  'dist/src/index.js',
  'dist/src/index.d.ts',
  'dist/src/vitest.js',
  'dist/src/vitest.d.ts',
  'dist/src/reference/index.js',
  'dist/src/reference/index.d.ts',
  'dist/src/sdk/scope/index.js',
  'dist/src/sdk/scope/index.d.ts',
  'dist/adapters/reference/adapter.js',
  'dist/published/@directus-labs/ai-writer-operation/package.json',
  'src/guest/boot.js',
  'src/reference/child.js',
];

const unwanted: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/\.test(?:ing)?\./, 'is a test'],
  [/(?<!\.d)\.ts$/, 'is a source that Node does not run below node_modules'],
  [/(?:^|\/)node_modules\//, 'is an installed package'],
  [/^(?:gates|scripts|bench|\.ci)\//, 'is a tool of the project'],
  [/\.tgz$|\.map$/, 'is left over'],
];

/** Returns one sentence for each file of a packed package that is missing or does not belong there. */
export const packedProblems = (paths: readonly string[]): string[] => [
  ...needed.filter((path) => !paths.includes(path)).map((path) => `${path} is missing`),
  ...paths
    .filter((path) => !path.startsWith('fixtures/templates/'))
    .flatMap((path) => unwanted.filter(([pattern]) => pattern.test(path)).map(([, why]) => `${path} ${why}`)),
];
