import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a process of its own saw of an adapter. */
export interface Seen {
  /** The refusal of the load, then the outcome of each call. */
  readonly seen: readonly unknown[];
  readonly logs: readonly string[];
}

/** How an extension is loaded and called in a process of its own. */
export interface OwnProcessOptions {
  /** Type of the extension; an operation unless given. */
  readonly type?: string;
  /** Limit of the extension, ms of wall time. */
  readonly wallMs?: number;
  /** ms of wall time after which the process is killed. */
  readonly timeout?: number;
  /** More flags for node. */
  readonly flags?: readonly string[];
}

/**
 * Loads an extension in a node of its own, makes the calls, unloads it, and makes the last call again: for adapters that change their process or that hang.
 * @throws {Error} with `killed` when the process took too long, and `stderr`, which says that "calls start" when the extension had been loaded
 */
export const inOwnProcess = async (
  adapterUrl: URL,
  source: string,
  calls: readonly (readonly [entry: object, input: unknown])[],
  { type = 'operation', wallMs = 2000, timeout = 20_000, flags = [] }: OwnProcessOptions = {},
): Promise<Seen> => {
  const program = `
    import { startAdapter } from ${JSON.stringify(new URL('in-process.testing.ts', import.meta.url).href)};
    import adapter from ${JSON.stringify(adapterUrl.href)};
    await using test = await startAdapter(adapter);
    const options = { type: ${JSON.stringify(type)}, limits: { cpuMs: 200, wallMs: ${wallMs} } };
    const loaded = await test.load('subject', ${JSON.stringify(source)}, options);
    const seen = 'refused' in loaded ? [loaded] : [];
    const call = async ([entry, input]) => seen.push(await test.runtime.call({ extension: 'subject', ...entry }, input));
    const calls = ${JSON.stringify(calls)};
    process.stderr.write('calls start');
    for (const each of calls) await call(each);
    if (!('refused' in loaded)) await loaded.sandbox[Symbol.asyncDispose]();
    if (calls.length > 0) await call(calls.at(-1));
    process.stdout.write(JSON.stringify({ seen, logs: test.logs.map(({ text }) => text) }));`;
  const { stdout } = await run(process.execPath, [...flags, '--no-warnings', '--input-type=module', '--eval', program], {
    timeout,
    killSignal: 'SIGKILL',
  });
  return JSON.parse(stdout) as Seen;
};
