import { descendantsOf } from '../harness/process-tree.ts';
import { until } from '../harness/testing/is-alive.testing.ts';
import { type Command, startCli } from './run-cli.testing.ts';

/** A line of `sandproof serve --json`. */
export type NoteSeen = Readonly<Record<string, unknown>>;

/** A running `sandproof serve`; disposing kills it. */
export interface ServeSeen extends AsyncDisposable {
  readonly command: Command;
  readonly url: string;
  notes(type: string): readonly NoteSeen[];
  /** Processes that it has started. */
  children(): readonly number[];
}

/** Starts `sandproof serve --json` on a free port and waits until it listens. @throws {Error} when it ends before that */
export const startServe = async (folder: string, ...words: readonly string[]): Promise<ServeSeen> => {
  const command = startCli(['serve', folder, '--json', '--port', '0', ...words]);
  let text = '';
  let ended = false;
  command.child.stdout?.on('data', (chunk: string) => (text += chunk));
  void command.ended.then(() => (ended = true));
  const notes = (type: string): readonly NoteSeen[] =>
    text
      .slice(0, text.lastIndexOf('\n') + 1)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as NoteSeen)
      .filter((note) => note['type'] === type);
  await until('it listens', () => ended || notes('listening').length > 0);
  if (ended) throw new Error(`it ended: ${JSON.stringify(await command.ended)}`);
  return {
    command,
    url: String(notes('listening')[0]?.['url']),
    notes,
    children: () => descendantsOf(command.pid).map(({ pid }) => pid),
    async [Symbol.asyncDispose]() {
      if (!ended) process.kill(command.pid, 'SIGKILL');
      await command.ended;
    },
  };
};
