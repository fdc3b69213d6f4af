import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createLineReader } from '../../../src/reference/create-line-reader.ts';
import { detectEnclosure } from '../../../src/reference/detect-enclosure.ts';
import { childArguments } from '../../../src/reference/start-child.ts';

/** A process that only echoes lines: what two processes and the system between them cost. */
export interface Pipe extends AsyncDisposable {
  /** Resolves with the line that comes back; lines of one turn of the event loop leave together, as the runtime's do. */
  send(line: string): Promise<string>;
}

/* Blocking reads and writes, as the runtime's own child has them. */
const program = `const { readSync, writeSync } = require('node:fs');
const buffer = Buffer.allocUnsafe(65_536);
for (;;) {
  const read = readSync(0, buffer, 0, buffer.length, null);
  if (read === 0) break;
  let bytes = buffer.subarray(0, read);
  while (bytes.length > 0) bytes = bytes.subarray(writeSync(1, bytes));
}`;

/* KiB of data segment; far more than an echo needs, so that the limit is there and never met. */
const dataKiB = 4_194_304;

/** Starts the echo in the enclosure that the runtime's children have, with their arguments. */
export const openPipe = async (): Promise<Pipe> => {
  const enclosure = await detectEnclosure();
  const [file, ...args] = enclosure.command(dataKiB);
  const child = spawn(file, [...args, ...childArguments(program)], { cwd: '/', env: {}, stdio: ['pipe', 'pipe', 'pipe'] });
  const waiting: ((line: string) => void)[] = [];
  child.stdout.setEncoding('utf8').on(
    'data',
    createLineReader((line) => waiting.shift()?.(line)),
  );
  child.stderr.resume();
  let outgoing = '';
  const flush = (): void => {
    child.stdin.write(outgoing);
    outgoing = '';
  };
  return {
    send: (line) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        if (outgoing === '') process.nextTick(flush);
        outgoing += `${line}\n`;
      }),
    async [Symbol.asyncDispose]() {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    },
  };
};
