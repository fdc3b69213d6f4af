import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, rm } from 'node:fs/promises';

import type { ChildNetwork } from '../../src/contract/adapter.ts';
import { ask, type Answered, type Asked } from './ask.ts';
import { environmentOf, type ServerFolder } from './environment.ts';
import { followFile } from './follow-file.ts';
import { isAnswer, type EnvoyAnswer, type EnvoyQuestion } from './envoy-messages.ts';
import type { Installation } from './installation.ts';
import { readLogLine, type LogLine } from './log-lines.ts';

/** A question to the envoy, without the number that the server gives it. */
export type Question = EnvoyQuestion extends infer One ? (One extends EnvoyQuestion ? Omit<One, 'turn'> : never) : never;

/** How a Directus process is: ms of processor time that it has used, and how many isolates it has had that are gone. */
export type Health = Readonly<Record<'cpuMs' | 'disposed', number>>;

/** A Directus process. Disposing ends it. What it is asked rejects when it ends before it has answered. */
export interface DirectusServer extends AsyncDisposable {
  ask(asked: Asked): Promise<Answered>;
  askEnvoy(question: Question): Promise<EnvoyAnswer>;
  /** The same answer, unless the process ends before. */
  untilItEnds<T>(answer: Promise<T>): Promise<T>;
  /** Resolves when everything that the process has logged and sent so far was handed on, with how it was then. */
  flush(): Promise<Health>;
  /** How it ended; undefined while it runs. */
  readonly end: string | undefined;
}

/** What a server is started with. */
export interface ServerParts {
  readonly installed: Installation;
  readonly place: ServerFolder;
  /** The case's network for the process; the machine's when left out. */
  readonly network: ChildNetwork | undefined;
  onLine(line: LogLine): void;
}

/** So many of the last things that it said, and so many characters of each, tell how it ended. */
const keptTexts = 3;
const keptText = 200;

/** Starts Directus in a folder that is prepared for it; resolves when it listens. @throws {Error} when it ends before */
export const startServer = async ({ installed, place, network, onLine }: ServerParts): Promise<DirectusServer> => {
  await rm(place.socket, { force: true });
  const imports = [installed.resolveCache, ...(network === undefined ? [] : [network.module])].map((module) => `--import=${module}`);
  // a pipe that is full makes Directus' logger wait for a tenth of a second, again and again
  const output = await open(place.log, 'w');
  const child = spawn(installed.node, ['--disable-warning=ExperimentalWarning', ...imports, installed.program, 'start'], {
    cwd: place.folder,
    env: { ...environmentOf(installed, place), NODE_EXTRA_CA_CERTS: place.authority },
    stdio: ['ignore', output.fd, 'pipe', 'ipc'],
  });
  await output.close();
  let said: readonly string[] = [];
  const keep = (text: string): void => void (said = [...said, text.trim().slice(0, keptText)].slice(-keptTexts));
  const answered = new Map<number, (answer: EnvoyAnswer) => void>();
  let turns = 0;
  let end: string | undefined;

  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const line = text.split('\n').find((one) => /^\w/.test(one)); // what is indented, dashed or numbered is a stack
    if (line !== undefined) keep(line);
  });
  const log = await followFile(place.log, (text) => {
    const line = readLogLine(text);
    onLine(line);
    if (line.kind === 'trouble') keep(line.text);
  });
  const ended = once(child, 'exit').then(async ([code, signal]: (number | string | null)[]) => {
    await log[Symbol.asyncDispose]();
    end = `Directus ended with ${String(signal ?? code)}: ${said.join('; ')}`;
    return end;
  });
  /* A promise of the process for the whole of its life: races with it are dropped with what they wait for. */
  const untilItEnds = async <T>(answer: Promise<T>): Promise<T> => {
    const outcome = await Promise.race([answer.then((value) => ({ value })), ended.then((how) => ({ how }))]);
    if ('how' in outcome) throw new Error(outcome.how);
    return outcome.value;
  };
  const ready = new Promise<void>((resolve) => {
    child.on('message', (message: unknown) => {
      if (message === 'ready') resolve();
      else if (isAnswer(message)) answered.get(message.answered)?.(message);
    });
  });

  const askEnvoy = async (question: Question): Promise<EnvoyAnswer> => {
    const turn = (turns += 1);
    const answer = new Promise<EnvoyAnswer>((resolve) => answered.set(turn, resolve));
    if (child.connected) child.send({ ...question, turn } satisfies EnvoyQuestion);
    try {
      return await untilItEnds(answer);
    } finally {
      answered.delete(turn);
    }
  };

  if (network !== undefined) await untilItEnds(network.adopt(child));
  await untilItEnds(ready);
  return {
    untilItEnds,
    ask: (asked) =>
      untilItEnds(
        ask(place.socket, asked).catch(async (cause: unknown) => {
          // the connection ends a moment before the process does
          await Promise.race([ended, new Promise((resolve) => void setTimeout(resolve, 500).unref())]);
          throw cause;
        }),
      ),
    askEnvoy,
    flush: async () => {
      const { cpuMs = 0, disposed = 0 } = await askEnvoy({ envoy: 'flush' });
      await untilItEnds(log.readAll());
      return { cpuMs, disposed };
    },
    get end() {
      return end;
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};
