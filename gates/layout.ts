import { basename, dirname, posix } from 'node:path';
import { parts, walls } from './walls.ts';

/** One file of the project: its path from the package root with `/`, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A rule that a file breaks. `line` counts from 1. */
export interface LayoutProblem {
  readonly rule: string;
  readonly path: string;
  readonly line?: number;
  readonly says: string;
}

/** Lines a file of code may have. */
export const longestFile = 220;

/** Files that may be longer, each with the reason why cutting them would not help a reader. */
export const longFiles: Readonly<Record<string, string>> = {
  'src/contract/clauses.ts': 'pure data: the contract',
  'src/guest/boot.js': 'one source text that is compiled inside a realm, where nothing can be imported',
};

const sources = /^(src|suites|adapters|fixtures\/services|bench|scripts|gates)\/.*\.(ts|js)$/;
const emptyNames = /^(utils?|helpers?|common|misc|managers?)$/;
const machinePath = /(?<![\w.*)\]-])\/(?:work|root|farm)\/\w/;
const registry = /"resolved": "(?:http)|https?:\/\/[\w.-]*\bregistry\b/;
const designPage = /\b(?:CONTRACT|ARCHITECTURE|CATALOGUE|RUNTIMES|DIRECTUS|STYLE)\.md\b/;
const silenced = /(?:eslint|oxlint)-(?:disable|enable)|@ts-(?:ignore|nocheck)|prettier-ignore/;
const dynamicImport = /\bimport\(\s*['"](\.{1,2}\/[^'"]+)['"]/;
const exported = /^export (?:default |declare |abstract |async )*(?:function|class|interface|type|const|let) +\w/;

type Rule = (file: SourceFile) => LayoutProblem[];

const eachLine = (
  file: SourceFile,
  rule: string,
  find: (line: string, index: number, lines: readonly string[]) => string | undefined,
): LayoutProblem[] =>
  file.text.split('\n').flatMap((text, index, lines) => {
    const says = find(text, index, lines);
    return says === undefined ? [] : [{ rule, path: file.path, line: index + 1, says }];
  });

const names: Rule = ({ path }) => {
  const stems = path.split('/').map((part) => part.replace(/(?<=.)\..*$/, ''));
  const empty = stems.find((stem) => emptyNames.test(stem));
  return empty === undefined ? [] : [{ rule: 'name', path, says: `\`${empty}\` says nothing about what is inside` }];
};

const kebabCase: Rule = ({ path }) => {
  if (!/^(src|suites|adapters|fixtures|bench|scripts|gates)\//.test(path)) return [];
  const odd = path.split('/').find((part) => !/^\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*$/.test(part));
  return odd === undefined ? [] : [{ rule: 'kebab-case', path, says: `\`${odd}\` is not kebab-case` }];
};

const length: Rule = ({ path, text }) => {
  const lines = text.trimEnd().split('\n').length;
  if (path in longFiles)
    return lines > longestFile ? [] : [{ rule: 'length', path, says: 'is short enough now: take it off the list of long files' }];
  if (!sources.test(path) || lines <= longestFile) return [];
  return [{ rule: 'length', path, says: `has ${String(lines)} lines, more than ${String(longestFile)}` }];
};

const docstrings: Rule = (file) => {
  if (!/^src\/.*\.ts$/.test(file.path) || /\.test(?:ing)?\.ts$/.test(file.path)) return [];
  return eachLine(file, 'docstring', (line, index, lines) =>
    exported.test(line) && !/\*\/\s*$/.test(lines[index - 1] ?? '') ? 'an export without a docstring directly above it' : undefined,
  );
};

const machinePaths: Rule = (file) =>
  eachLine(file, 'machine-path', (line) => (machinePath.test(line) ? 'a path of one machine' : undefined));
const registries: Rule = (file) => eachLine(file, 'registry', (line) => (registry.test(line) ? "a registry's address" : undefined));
const designPages: Rule = (file) =>
  eachLine(file, 'design-page', (line) => (designPage.test(line) ? 'a page that is no part of the project' : undefined));

const silencers: Rule = (file) =>
  sources.test(file.path) && !file.path.startsWith('gates/')
    ? eachLine(file, 'silenced', (line) => (silenced.test(line) ? 'a comment that silences a gate' : undefined))
    : [];

const inFolder = (path: string, folder: string): boolean => path.startsWith(`${folder}/`);

const partAt = (path: string): string | undefined =>
  Object.keys(parts).find(
    (part) => inFolder(path, `src/${part}`) || (['suites', 'adapters', 'fixtures'].includes(part) && inFolder(path, part)),
  );

/** The linter does not see `import('../cli/main.ts')`; the walls stand for it all the same. */
const dynamicImports: Rule = (file) => {
  const wall = walls.findLast(({ at }) => inFolder(file.path, at));
  if (!sources.test(file.path) || /\.test(?:ing)?\.ts$/.test(file.path)) return [];
  return eachLine(file, 'dynamic-import', (line) => {
    const specifier = dynamicImport.exec(line)?.[1];
    if (specifier === undefined) return undefined;
    const target = posix.join(dirname(file.path), specifier);
    const part = partAt(target);
    if (part === undefined || inFolder(file.path, 'src/cli')) return undefined;
    const allowed = wall === undefined ? part !== 'cli' : wall.mayImport.includes(part) || inFolder(target, wall.at);
    return allowed ? undefined : `${wall?.at ?? dirname(file.path)} must not import ${part}, not at run time either`;
  });
};

const rules: readonly Rule[] = [names, kebabCase, length, docstrings, machinePaths, registries, designPages, silencers, dynamicImports];

const codesOf = ({ text }: SourceFile): string[] =>
  [...text.matchAll(/^export type \w*ErrorCode =((?:\s*\| '[A-Z_]+')+)/gm)].flatMap(([, union = '']) => union.match(/[A-Z_]+/g) ?? []);

/** Every error code of the sources has a page, and every page a code. */
const errorPages = (files: readonly SourceFile[]): LayoutProblem[] => {
  const pageOf = (code: string): string => `docs/errors/${code}.md`;
  const pages = files.filter(({ path }) => path.startsWith('docs/errors/')).map(({ path }) => path);
  const codes = files
    .filter(({ path }) => /^src\/.*\.ts$/.test(path))
    .flatMap((file) => codesOf(file).map((code) => ({ path: file.path, code })));
  return [
    ...codes
      .filter(({ code }) => !pages.includes(pageOf(code)))
      .map(({ path, code }) => ({ rule: 'error-page', path, says: `${pageOf(code)} is missing` })),
    ...pages
      .filter((page) => !codes.some(({ code }) => pageOf(code) === page))
      .map((path) => ({ rule: 'error-page', path, says: 'no error has this code' })),
  ];
};

/** Returns every place at which these files break a rule of the house that no linter knows. */
export const layoutProblems = (files: readonly SourceFile[]): LayoutProblem[] => [
  ...files.flatMap((file) => rules.flatMap((rule) => rule(file))),
  ...errorPages(files),
  ...Object.keys(longFiles)
    .filter((path) => !files.some((file) => file.path === path))
    .map((path) => ({ rule: 'length', path, says: `${basename(path)} is on the list of long files but does not exist` })),
];
