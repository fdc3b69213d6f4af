import { existsSync, globSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { packageRoot } from '../package-root.ts';
import type { AdapterTarget } from './adapter-target.ts';
import { SandproofError } from './suite-error.ts';

const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const adaptersFolder = fileURLToPath(new URL('../../adapters', import.meta.url));

/** Names of the adapters that come with the package, controls left out, sorted. */
export const adapterNames = (): readonly string[] =>
  globSync(`*/adapter.${ending}`, { cwd: adaptersFolder })
    .map((file) => dirname(file))
    .toSorted();

/** Names of the controls, runtimes broken on purpose, as `--adapter` takes them: `controls/<name>`. */
export const controlNames = (): readonly string[] =>
  globSync(`controls/*.${ending}`, { cwd: adaptersFolder })
    .filter((file) => !/\.(test|d)\.[jt]s$/.test(file))
    .map((file) => `controls/${basename(file, `.${ending}`)}`)
    .toSorted();

/** Finds what `--adapter` names: one that comes with the package, a file, or `exec: command`. @throws {SandproofError} `ADAPTER_NOT_FOUND`; `BAD_FLAG` for options that nobody would read */
export const resolveAdapter = (
  text: string,
  options: Readonly<Record<string, string>> = {},
  from: string = process.cwd(),
): AdapterTarget => {
  const exec = /^exec:\s*(.*)$/s.exec(text)?.[1];
  if (exec !== undefined) {
    if (exec.trim() === '')
      throw new SandproofError(
        'ADAPTER_NOT_FOUND',
        '--adapter "exec:" has no command; write for instance --adapter "exec: python3 my_runtime.py"',
      );
    if (Object.keys(options).length > 0)
      throw new SandproofError(
        'BAD_FLAG',
        `--adapter-option: an "exec:" adapter takes its options as words of its command, got ${JSON.stringify(options)}`,
      );
    return { kind: 'exec', name: exec, command: exec };
  }
  if (controlNames().includes(text)) {
    return { kind: 'module', name: text, url: pathToFileURL(join(adaptersFolder, `${text}.${ending}`)).href, own: true, options };
  }
  if (adapterNames().includes(text)) {
    return { kind: 'module', name: text, url: pathToFileURL(join(adaptersFolder, text, `adapter.${ending}`)).href, own: true, options };
  }
  const path = text.startsWith('file:') ? fileURLToPath(text) : resolve(from, text);
  const looksLikeFile = text.startsWith('.') || text.startsWith('file:') || isAbsolute(text) || /\.[cm]?[jt]s$/.test(text);
  if (looksLikeFile && existsSync(path))
    return { kind: 'module', name: basename(path), url: pathToFileURL(realpathSync(path)).href, own: false, options };
  throw new SandproofError(
    'ADAPTER_NOT_FOUND',
    looksLikeFile
      ? `--adapter: there is no file ${path}`
      : `--adapter: expected one of ${adapterNames().join(', ')}, a file such as ./my-adapter.ts, or "exec: command", got ${JSON.stringify(text)}`,
  );
};

/** Absolute path of the known failures that come with an adapter of the package; undefined when it has none. */
export const ownKnownFailures = (target: AdapterTarget): string | undefined => {
  if (target.kind === 'exec' || !target.own) return undefined;
  const path = join(packageRoot, 'adapters', target.name, 'known-failures.json');
  return existsSync(path) ? path : undefined;
};
