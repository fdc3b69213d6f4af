import { defineConfig, type OxlintOverride } from 'oxlint';
import { forbiddenParts, parts, type Wall, walls } from './gates/walls.ts';

/** Where nothing at all may come from outside of the folder. */
const nothingFromOutside = (at: string) => [
  { regex: '^[^.]', message: `${at} imports no packages` },
  { regex: '^\\.\\./', message: `${at} imports nothing from outside its folder` },
];

const wallsAround = (wall: Wall) => [
  ...forbiddenParts(wall).map((part) => ({ group: [parts[part] ?? part], message: `${wall.at} must not import ${part}` })),
  ...(wall.isolates ? [] : [{ group: ['isolated-vm'], message: `${wall.at} knows nothing of isolates` }]),
];

const overrideOf = (wall: Wall): OxlintOverride => ({
  files: [`${wall.at}/**/*.ts`, `${wall.at}/**/*.js`],
  rules: { 'no-restricted-imports': ['error', { patterns: wall.alone ? nothingFromOutside(wall.at) : wallsAround(wall) }] },
});

const cliStaysOnTop = { patterns: [{ group: ['**/cli/**'], message: 'nothing imports cli' }] };

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'node', 'vitest'],
  categories: { correctness: 'error' },
  env: { node: true, es2024: true },
  ignorePatterns: ['dist/**', 'fixtures/extensions/**', 'bench/speed/extensions/**', 'bench/battery/guest/**', 'coverage/**'],
  rules: {
    eqeqeq: 'error',
    'no-alert': 'error',
    'no-control-regex': 'off',
    'no-console': 'error',
    'no-else-return': 'error',
    'no-empty': 'error',
    'no-extend-native': 'error',
    'no-implied-eval': 'error',
    'no-param-reassign': 'error',
    'no-proto': 'error',
    'no-sequences': 'error',
    'no-shadow': 'error',
    'no-useless-return': 'error',
    'no-var': 'error',
    'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
    'preserve-caught-error': 'error',
    'prefer-const': 'error',
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'import/no-self-import': 'error',
    'import/no-commonjs': 'error',
    'import/no-mutable-exports': 'error',
    'oxc/no-barrel-file': ['error', { threshold: 0 }],
    'promise/no-multiple-resolved': 'error',
    'typescript/ban-ts-comment': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-import-type-side-effects': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/no-namespace': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-require-imports': 'error',
    'typescript/no-unnecessary-type-assertion': 'error',
    'typescript/no-unsafe-argument': 'error',
    'typescript/no-unsafe-assignment': 'error',
    'typescript/no-unsafe-call': 'error',
    'typescript/no-unsafe-member-access': 'error',
    'typescript/no-unsafe-return': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/prefer-promise-reject-errors': 'error',
    'typescript/restrict-plus-operands': 'error',
    'typescript/return-await': ['error', 'in-try-catch'],
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    // The house has no classes with state: a function taken out of an object is bound to nothing.
    'typescript/unbound-method': 'off',
    'typescript/use-unknown-in-catch-callback-variable': 'error',
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'unicorn/no-abusive-eslint-disable': 'error',
    'unicorn/no-instanceof-array': 'error',
    'unicorn/prefer-node-protocol': 'error',
    'vitest/no-commented-out-tests': 'error',
    'vitest/valid-expect': ['error', { maxArgs: 2 }],
  },
  overrides: [
    {
      files: ['src/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts', 'gates/**/*.ts'],
      rules: { 'no-restricted-imports': ['error', cliStaysOnTop] },
    },
    ...walls.map(overrideOf),
    {
      files: ['src/index.ts', 'src/vitest.ts', 'src/reference/index.ts', 'src/sdk/scope/index.ts'],
      rules: { 'oxc/no-barrel-file': 'off' },
    },
    { files: ['src/cli/**', 'scripts/**', 'bench/**'], rules: { 'no-console': 'off' } },
    // stdout of a cell is the protocol; stderr is kept as diagnostics.
    { files: ['adapters/**'], rules: { 'no-console': ['error', { allow: ['error'] }] } },
    {
      // Programs that run as they are, inside a realm, a thread or a child without imports: plain JavaScript on captured intrinsics, held by their tests.
      files: ['src/guest/**/*.js', 'src/reference/**/*.js', 'src/reference/**/*.cjs', 'adapters/foreign/*.js'],
      rules: {
        'import/no-commonjs': 'off',
        'typescript/await-thenable': 'off',
        'typescript/no-floating-promises': 'off',
        'typescript/no-require-imports': 'off',
        'typescript/no-unnecessary-type-assertion': 'off',
        'typescript/no-unsafe-argument': 'off',
        'typescript/no-unsafe-assignment': 'off',
        'typescript/no-unsafe-call': 'off',
        'typescript/no-unsafe-member-access': 'off',
        'typescript/no-unsafe-return': 'off',
        'typescript/prefer-promise-reject-errors': 'off',
      },
    },
    // A program of an example that runs as it is: plain JavaScript that no compiler looks at.
    {
      files: ['adapters/examples/**/*.mjs'],
      rules: Object.fromEntries(
        [
          'no-unsafe-argument',
          'no-unsafe-assignment',
          'no-unsafe-call',
          'no-unsafe-member-access',
          'no-unsafe-return',
          'use-unknown-in-catch-callback-variable',
        ].map((name) => [`typescript/${name}`, 'off' as const]),
      ),
    },
    // They register other people's cases with vitest and hold no tests of their own.
    { files: ['src/harness/shard.ts', 'src/vitest.ts'], rules: { 'vitest/expect-expect': 'off', 'vitest/valid-title': 'off' } },
    // Data that is hostile on purpose.
    { files: ['suites/**'], rules: { 'unicorn/no-thenable': 'off' } },
    {
      files: ['**/*.test.ts', '**/*.testing.ts'],
      rules: {
        'no-restricted-imports': ['error', cliStaysOnTop],
        'typescript/no-unsafe-assignment': 'off',
        'unicorn/no-new-array': 'off',
      },
    },
    { files: ['src/cli/**/*.ts'], rules: { 'no-restricted-imports': 'off' } },
  ],
});
