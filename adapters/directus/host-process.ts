import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Host } from '../../src/contract/adapter.ts';
import { administratorOf } from './administrator.ts';
import { serverFolder, type ServerFolder } from './environment.ts';
import { reloaderOf, writeEnvoy } from './extensions.ts';
import { makeFlows, openFlows, type Flows } from './flows.ts';
import type { Installation } from './installation.ts';
import type { LogLine } from './log-lines.ts';
import { startServer, type DirectusServer } from './server.ts';

/** A Directus that runs, with what it is asked through. */
export interface RunningDirectus {
  readonly server: DirectusServer;
  readonly flows: Flows;
  /** Makes it read its extensions anew; resolves with what it logged of that and everything before it. */
  reload(): Promise<readonly LogLine[]>;
}

/** Directus in a folder of its own: one process after the other. Disposing ends it and removes the folder. */
export interface HostProcess extends AsyncDisposable {
  readonly place: ServerFolder;
  /** The process that runs; a new one when the last has ended, after something has been done before. It loads the extensions whose folders are there. */
  current(beforeStart?: () => Promise<void>): Promise<RunningDirectus>;
  /** Ends the process. */
  end(): Promise<void>;
}

/* It answers before it has done so. */
const reloadedText = 'Extensions reloaded';

/** Starts Directus with nothing but the envoy. `onLine` hears what it logs. `first`: the database lacks what {@link HostProcess} needs, and gets it. */
export const openHostProcess = async (
  installed: Installation,
  host: Pick<Host, 'network'>,
  onLine: (line: LogLine) => void,
  { first = false } = {},
): Promise<HostProcess> => {
  const place = serverFolder(await mkdtemp(join(tmpdir(), 'sandproof-directus-')));
  for (const folder of [place.extensions, place.uploads]) await mkdir(folder);
  await writeFile(join(place.folder, 'package.json'), '{}');
  await writeFile(place.authority, host.network.ca ?? '');
  await copyFile(installed.template, place.database);
  await writeEnvoy(place.extensions, installed);
  let heard: LogLine[] = [];
  let reloaded: () => void = () => undefined;
  const hear = (line: LogLine): void => {
    heard.push(line);
    onLine(line);
    if (line.kind === 'other' && line.text === reloadedText) reloaded();
  };

  const start = async (): Promise<RunningDirectus> => {
    const server = await startServer({ installed, place, network: host.network.children, onLine: hear });
    const administrator = administratorOf((asked) => server.ask(asked));
    if (first) await makeFlows(administrator);
    const reload = await reloaderOf(administrator);
    await server.flush();
    return {
      server,
      flows: await openFlows(administrator, (asked) => server.ask(asked)),
      reload: async () => {
        heard = [];
        const done = new Promise<void>((resolve) => (reloaded = resolve));
        await reload().catch(async (cause: unknown) => {
          await server[Symbol.asyncDispose](); // an extension has come between: only a new process gets rid of it
          throw cause;
        });
        await server.untilItEnds(done);
        await server.flush();
        return heard;
      },
    };
  };

  let running: Promise<RunningDirectus> | undefined;
  const begin = (): Promise<RunningDirectus> => {
    const started = start();
    running = started;
    started.catch(() => {
      if (running === started) running = undefined; // whoever waits for it hears why; the next one tries again
    });
    return started;
  };
  const current: HostProcess['current'] = async (beforeStart = async () => undefined) => {
    const now = running;
    if (now !== undefined && (await now).server.end === undefined) return now;
    if (running !== now) return current(beforeStart);
    running = undefined;
    await beforeStart();
    return running ?? begin();
  };
  const end = async (): Promise<void> => {
    const last = await running?.catch(() => undefined);
    await last?.server[Symbol.asyncDispose]();
  };
  void begin();
  return {
    place,
    current,
    end,
    [Symbol.asyncDispose]: async () => {
      await end();
      await rm(place.folder, { recursive: true, force: true });
    },
  };
};
