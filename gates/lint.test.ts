import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import configuration from '../oxlint.config.ts';
import { packageRoot } from '../src/package-root.ts';
import { plantedRules } from './planted-rules.ts';
import { plantTree, type PlantedTree } from './planted-tree.ts';
import { forbiddenParts, parts, walls } from './walls.ts';

interface Finding {
  readonly filename: string;
  /** Such as `typescript(no-explicit-any)`; rules of ESLint itself are `eslint(...)`. */
  readonly code: string;
  readonly line: number;
}

const folderOf = (part: string): string => (['suites', 'adapters', 'fixtures'].includes(part) ? part : `src/${part}`);
const specifier = (from: string, part: string): string => `${relative(from, folderOf(part)) || '.'}/planted/target.ts`;
const importing = (specifiers: readonly string[]): string =>
  specifiers
    .map(
      (path, index) => `import { a as a${String(index)} } from '${path.startsWith('.') ? path : path.includes('/') ? `./${path}` : path}';`,
    )
    .join('\n');

const testRules = new Set(['vitest/no-disabled-tests', 'vitest/no-focused-tests', 'vitest/expect-expect', 'vitest/valid-expect']);
const fileOf = (rule: string): string => {
  if (rule === 'unicorn/filename-case') return 'src/planted/notKebab.ts';
  return `src/planted/${rule.replace('/', '-')}${testRules.has(rule) ? '.test' : ''}.ts`;
};
const codeOf = (rule: string): string => (rule.includes('/') ? rule.replace(/^(\w+)\/(.*)$/, '$1($2)') : `eslint(${rule})`);

const plantAll = (tree: PlantedTree): void => {
  for (const [rule, text] of Object.entries(plantedRules)) tree.plant(fileOf(rule), text);
  tree.plant('src/planted/no-cycle-b.ts', "import type { A } from './import-no-cycle.ts';\nexport type B = { a?: A };");
  for (const wall of walls) {
    tree.plant(`${wall.at}/planted/behind.ts`, importing(forbiddenParts(wall).map((part) => specifier(`${wall.at}/planted`, part))));
    tree.plant(`${wall.at}/planted/open.ts`, importing(wall.mayImport.map((part) => specifier(`${wall.at}/planted`, part))));
    tree.plant(`${wall.at}/planted/isolates.ts`, importing(['isolated-vm']));
    tree.plant(`${wall.at}/planted/node-module.ts`, importing(['node:fs']));
  }
  for (const folder of ['src', 'scripts', 'gates', 'bench'])
    tree.plant(`${folder}/entry.ts`, importing([folder === 'src' ? './cli/main.ts' : '../src/cli/main.ts']));
  tree.plant('src/cli/composes.ts', importing(['../harness/lease.ts', '../reference/index.ts', './main.ts']));
};

describe('oxlint', () => {
  let tree: PlantedTree;
  let findings: Finding[];
  const at = (path: string, code: string): number[] =>
    findings.filter((finding) => finding.filename === path && finding.code === code).map((finding) => finding.line);

  beforeAll(() => {
    tree = plantTree(['oxlint.config.ts', 'gates/walls.ts', 'tsconfig.json']);
    plantAll(tree);
    const run = spawnSync('oxlint', ['--type-aware', '-f', 'json', 'src', 'suites', 'adapters', 'fixtures', 'scripts', 'gates', 'bench'], {
      cwd: tree.root,
      encoding: 'utf8',
      maxBuffer: 64 << 20,
      timeout: 15_000,
    });
    if (run.status !== 1)
      throw new Error(`oxlint must be red on planted violations, but it ended with ${String(run.status ?? run.signal)}: ${run.stderr}`);
    const report = JSON.parse(run.stdout) as { diagnostics: { filename: string; code: string; labels: { span: { line: number } }[] }[] };
    findings = report.diagnostics.map(({ filename, code, labels }) => ({ filename, code, line: labels[0]?.span.line ?? 0 }));
  });
  afterAll(() => tree[Symbol.dispose]());

  it.each(Object.keys(plantedRules))('reports %s where it is violated', (rule) => {
    expect(at(fileOf(rule), codeOf(rule))).not.toEqual([]);
  });

  it('has a planted violation for every rule that the configuration names', () => {
    const named = [configuration.rules ?? {}, ...(configuration.overrides ?? []).map((override) => override.rules ?? {})]
      .flatMap((rules) => Object.entries(rules))
      .filter(([, level]) => level !== 'off')
      .map(([rule]) => rule);
    const missing = new Set(named.filter((rule) => !(rule in plantedRules) && rule !== 'no-restricted-imports'));
    expect([...missing]).toEqual([]);
  });

  it.each(walls.map((wall) => [wall.at, wall] as const))('reports every import that leaves %s through its wall', (where, wall) => {
    const lines = forbiddenParts(wall).map((_, index) => index + 1);
    expect(at(`${where}/planted/behind.ts`, 'eslint(no-restricted-imports)')).toEqual(lines);
  });

  it.each(walls.map((wall) => [wall.at, wall] as const))('reports no import that %s may make', (where, wall) => {
    expect(at(`${where}/planted/open.ts`, 'eslint(no-restricted-imports)')).toEqual([]);
    expect(at(`${where}/planted/node-module.ts`, 'eslint(no-restricted-imports)')).toEqual(wall.alone ? [1] : []);
  });

  it.each(walls.map((wall) => [wall.at, wall] as const))('keeps isolates where they belong: %s', (where, wall) => {
    expect(at(`${where}/planted/isolates.ts`, 'eslint(no-restricted-imports)')).toEqual(wall.isolates ? [] : [1]);
  });

  it.each(['src', 'scripts', 'gates', 'bench'])('reports an import of the CLI from %s', (folder) => {
    expect(at(`${folder}/entry.ts`, 'eslint(no-restricted-imports)')).toEqual([1]);
  });

  it('lets the CLI import everything', () => {
    expect(at('src/cli/composes.ts', 'eslint(no-restricted-imports)')).toEqual([]);
  });
});

describe('walls', () => {
  it('stand around every folder of src but the CLI', () => {
    const folders = readdirSync(join(packageRoot, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const walled = walls.map((wall) => wall.at);
    expect(folders.map((folder) => `src/${folder.name}`).filter((folder) => folder !== 'src/cli' && !walled.includes(folder))).toEqual([]);
    expect(folders.map((folder) => folder.name).filter((folder) => !(folder in parts))).toEqual([]);
  });

  it('let only the folder of fuzz cases import the fuzzer, and only its adapter the reference', () => {
    const importersOf = (part: string): string[] => walls.filter((wall) => wall.mayImport.includes(part)).map((wall) => wall.at);
    expect(importersOf('fuzz')).toEqual(['src/fuzz', 'suites/fuzz']);
    expect(importersOf('reference')).toEqual(['src/reference', 'adapters/reference']);
    expect(importersOf('cli')).toEqual([]);
    expect(importersOf('harness')).toEqual(['src/harness', 'src/fuzz', 'src/proof']);
  });
});
