import { once } from 'node:events';

import { Command } from 'commander';

import { SandproofError } from '../harness/suite-error.ts';
import { wholeNumber } from './flags.ts';
import { onInterrupt } from './on-interrupt.ts';
import { serveLine, type ServeNote } from './serve-note.ts';

interface ServeFlags {
  readonly port: number;
  readonly host: string;
  readonly grace: number;
  readonly watch: boolean;
  readonly json?: boolean;
}

/* One above the port of Directus itself, which an author has running often. */
const usualPort = 8056;

const help = `
Endpoints answer below /<package name>/. The other kinds can be tried with a JSON body as the input:
  POST /_operations/<id>    POST /_filters/<event>    POST /_actions/<event>
  curl -H 'content-type: application/json' -d '{"name":"Ada"}' http://127.0.0.1:${usualPort}/_operations/greet

The first SIGINT, SIGTERM or SIGHUP takes nothing more in and gives calls in flight their grace; a second one ends everything at once.`;

const serve = async (folder: string, { port, host, grace, watch, json }: ServeFlags): Promise<void> => {
  if (port > 65_535) throw new SandproofError('BAD_FLAG', `--port: expected a whole number from 0 to 65535, got ${port}`);
  const say = (note: ServeNote): void => void process.stdout.write(json === true ? `${JSON.stringify(note)}\n` : serveLine(note));
  using interrupt = onInterrupt('interrupted: ending');
  const { serveExtension } = await import('./serve-extension.ts');
  const serving = await serveExtension({ folder, host, port, watch, say });
  if (!interrupt.signal.aborted) await once(interrupt.signal, 'abort');
  await serving.close(grace);
};

/** `sandproof serve` */
export const serveCommand = (): Command =>
  new Command('serve')
    .description("answer with an extension's endpoints on loopback and print what it logs, for its author")
    .argument('<folder>', 'the folder with the package.json of the extension')
    .option('--port <n>', '0 takes any that is free', wholeNumber(0), usualPort)
    .option('--host <address>', 'where to listen; anything but loopback lets others in', '127.0.0.1')
    .option('--grace <ms>', 'ms of wall time that calls in flight have at the end', wholeNumber(0), 5_000)
    .option('--watch', 'load the extension again when its package.json or entry file changes; calls in flight are cut', false)
    .option('--json', 'print newline-delimited JSON')
    .addHelpText('after', help)
    .action((folder: string, flags: ServeFlags) => serve(folder, flags));
