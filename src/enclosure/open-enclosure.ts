import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import type { NetworkRecord, NetworkTable } from '../contract/network.ts';
import type { FromGateway, ToGateway } from './gateway-lines.ts';
import { enterWords, lookupFiles, unshareWords } from './namespace-words.ts';

/** A network namespace with a gateway in it, or only a proxy beside whoever uses it. */
export type EnclosureKind = 'namespace' | 'proxy';

/** A network namespace whose only other inhabitant is a gateway. Disposing ends the gateway; processes inside are left without a network. */
export interface Enclosure extends AsyncDisposable {
  /** PEM text of the authority that the gateway's certificates come from. */
  readonly ca: string;
  /** URL of the proxy, when it is no more than one: then nothing stands inside, and what is not sent through it is not seen. */
  readonly proxy?: string;
  /** Settles when the gateway has ended, with what it printed last. */
  readonly ended: Promise<string>;
  /** Words that start a program inside: a command and its arguments, in the folder `from` (this process's own when left out). */
  enter(words: readonly string[], from?: string): readonly string[];
  /** Replaces the case's network. */
  mount(table: NetworkTable): Promise<void>;
  /** Resolves when everything that left until now has been told. */
  settle(): Promise<void>;
}

const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const gatewayMain = fileURLToPath(new URL(`../cell/gateway/main.${ending}`, import.meta.url));
const keptStderr = 2000;

/**
 * Opens a network namespace with a gateway in it, by `unshare` and `ip`; `tell` hears of everything that leaves a program inside. Of the kind `proxy`, it is only that.
 * @throws {Error} where the machine does not allow it; the message says what it answered
 */
export const openEnclosure = async (
  tell: (record: NetworkRecord) => void,
  environment: NodeJS.ProcessEnv = process.env,
  kind: EnclosureKind = 'namespace',
): Promise<Enclosure> => {
  const folder = await mkdtemp(join(tmpdir(), 'sandproof-net-'));
  for (const [name, text] of Object.entries(lookupFiles)) await writeFile(join(folder, name), text);
  const program = [process.execPath, gatewayMain];
  const [command = '', ...args] = kind === 'proxy' ? [...program, '--proxy'] : unshareWords(folder, program);
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env: environment });
  const ready = Promise.withResolvers<{ readonly ready: string; readonly proxy?: string }>();
  const waiting = new Map<number, () => void>();
  let last = 0;
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-keptStderr);
  });
  child.stdin.on('error', () => undefined); // its end is reported by `ended`
  const ended = new Promise<string>((resolve) => {
    child.once('error', (cause) => resolve(cause.message));
    child.once('close', (code, signal) => resolve(`the gateway ended with ${signal ?? `exit code ${String(code)}`}: ${stderr.trim()}`));
  });
  void ended.then((why) => {
    ready.reject(new Error(why));
    for (const answered of waiting.values()) answered();
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = JSON.parse(line) as FromGateway;
    if ('record' in message) tell(message.record);
    else if ('ready' in message) ready.resolve(message);
    else {
      waiting.get(message.done)?.();
      waiting.delete(message.done);
    }
  });
  const ask = (message: Omit<ToGateway, 'done'>): Promise<void> =>
    new Promise((resolve) => {
      const done = ++last;
      waiting.set(done, resolve);
      if (child.exitCode !== null || child.signalCode !== null) resolve();
      else child.stdin.write(`${JSON.stringify({ ...message, done } satisfies ToGateway)}\n`);
    });
  const dispose = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const { ready: ca, proxy } = await ready.promise.catch(async (cause: unknown) => {
    await dispose();
    throw cause;
  });
  const { pid = 0 } = child;
  return {
    ca,
    ...(proxy === undefined ? {} : { proxy }),
    ended,
    enter: (words, from = process.cwd()) => (kind === 'proxy' ? words : enterWords(pid, from, words)),
    mount: (table) => ask({ mount: table }),
    settle: () => ask({}),
    [Symbol.asyncDispose]: dispose,
  };
};

/** Returns why this machine allows no enclosure; undefined when it does. */
export const lackOfEnclosure = async (): Promise<string | undefined> => {
  try {
    await using _enclosure = await openEnclosure(() => undefined);
    return undefined;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
};
