import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { parseManifest } from '../sdk/manifest/parse-manifest.ts';

/* ms of wall time: a build writes a file in several steps. */
const settleMs = 100;

/** Calls `onChange` a moment after the manifest or an entry file of an extension was written; the folders are watched, since editors replace files. Disposing ends that. */
export const watchExtension = async (folder: string, onChange: () => void): Promise<Disposable> => {
  const parsed = parseManifest(await readFile(join(folder, 'package.json'), 'utf8'));
  const paths = ['package.json', ...(parsed.ok ? parsed.manifest.entries.map(({ path }) => path) : [])].map((path) => join(folder, path));
  let timer: NodeJS.Timeout | undefined;
  const watchers = [...new Set(paths.map((path) => dirname(path)))].map((directory) =>
    watch(directory, (_, name) => {
      if (name === null || !paths.some((path) => dirname(path) === directory && basename(path) === name)) return;
      clearTimeout(timer);
      timer = setTimeout(onChange, settleMs);
    }),
  );
  return {
    [Symbol.dispose]() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
};
