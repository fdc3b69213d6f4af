import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'sandproof-workerd-';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'; // somebody else's
  }
};

/* A cell mostly ends by SIGKILL and can't tidy up: the next one does. */
const removeLeftovers = async (): Promise<void> => {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(name.startsWith(prefix) ? name.slice(prefix.length).split('-')[0] : 'none');
    if (Number.isInteger(pid) && !isAlive(pid)) await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
};

/** Makes an empty folder in the system's temporary one, and removes those of processes that are gone. Disposing removes it. */
export const openScratch = async (): Promise<{ readonly path: string } & AsyncDisposable> => {
  await removeLeftovers();
  const path = await mkdtemp(join(tmpdir(), `${prefix}${String(process.pid)}-`));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
};
