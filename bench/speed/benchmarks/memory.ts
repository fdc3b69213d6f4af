import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { createRuntime } from '../../../src/reference/create-runtime.ts';
import type { Benchmark, Figure, Findings } from '../benchmark.ts';
import { openBareRealm } from '../parts/bare-realm.ts';
import { childPids, hasProc } from '../parts/child-pids.ts';
import { folderOf, sourceOf } from '../parts/extensions.ts';
import { memoryOf } from '../parts/memory-of.ts';
import { messageOf } from '../parts/messages.ts';
import { openQuickjsRealm } from '../parts/quickjs-realm.ts';
import { untilQuiet } from '../parts/until-quiet.ts';
import { spreadOf } from '../spread.ts';

const counts = [1, 20, 100];
const input = messageOf(100);

const mib = (says: string, values: readonly number[]): Figure => ({ says, unit: 'MiB', spread: spreadOf(values) });

/* What is garbage is none of an extension's; where node has no `--expose-gc`, it stays in. */
const heldByHost = (): number => {
  globalThis.gc?.();
  return memoryOf('self').rss;
};

const loadedExtensions = async (count: number): Promise<readonly Figure[]> => {
  const before = heldByHost();
  await using runtime = createRuntime({ spares: 0 });
  const folder = folderOf('echo-endpoint');
  const manifest = JSON.parse(readFileSync(`${folder}package.json`, 'utf8')) as object;
  const request = { method: 'POST', target: '/echo', headers: {}, body: input };
  for (let at = 0; at < count; at += 1) {
    const name = `speed-memory-${at}`;
    const sandbox = await runtime.load({ name, folder, manifestText: JSON.stringify({ ...manifest, name }), files: {} });
    await sandbox.dispatch({ endpoint: request });
  }
  await untilQuiet();
  const children = childPids().map((pid) => memoryOf(pid));
  if (children.length !== count) throw new Error(`Expected ${count} children, got ${children.length}`);
  const host = (heldByHost() - before) / count;
  return [
    mib(
      `${count} loaded: RSS of a child`,
      children.map(({ rss }) => rss),
    ),
    mib(
      `${count} loaded: PSS of a child`,
      children.map(({ pss }) => pss),
    ),
    mib(`${count} loaded: RSS of the host, per extension`, [host]),
  ];
};

const grownBy = async (says: string, count: number, open: () => Promise<Disposable>): Promise<Figure> => {
  using realms = new DisposableStack();
  const before = heldByHost();
  for (let at = 0; at < count; at += 1) realms.use(await open());
  await wait(100);
  return mib(says, [(heldByHost() - before) / count]);
};

const openBare = (): Promise<Disposable> => {
  const realm = openBareRealm(sourceOf('echo'));
  realm.call(JSON.stringify(input));
  return Promise.resolve(realm);
};

const openQuickjs = async (): Promise<Disposable> => {
  const realm = await openQuickjsRealm(sourceOf('echo'));
  await realm.call(input);
  return realm;
};

const measureCount = async (count: number): Promise<readonly Figure[]> => [
  ...(await loadedExtensions(count)),
  await grownBy(`${count} open: RSS of the host per bare isolate`, count, openBare),
  await grownBy(`${count} open: RSS of the host per quickjs-wasi machine`, count, openQuickjs),
];

const measure = async (): Promise<Findings> => {
  /* What the first of each brings along for all is not counted. */
  await measureCount(2);
  const figures: Figure[] = [];
  for (const count of counts) figures.push(...(await measureCount(count)));
  return { figures };
};

/** What a loaded extension holds after its first call. */
export const memory: Benchmark = {
  name: 'memory',
  method:
    'Extensions that have been called once, in processes of their own: resident pages (RSS) and the share of those that processes share (PSS), from the kernel; what the host holds per extension is what its RSS has grown by. ' +
    'Beside it, what it grows by for bare isolates and QuickJS machines in its own process. The first of each has come and gone before, garbage is collected before either reading, and freed memory is used again, so that small figures are rough.',
  run: async () => (hasProc ? measure() : { figures: [], notes: ['this system does not say what a process holds'] }),
};
