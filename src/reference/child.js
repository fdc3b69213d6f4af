// @ts-check
/*
 * The end of a child process's program, behind the text of pump.cjs: it is handed to node as text, so that the process may read no other file than
 * isolated-vm's addon, whose path is the first argument.
 * It reads messages from stdin, one a line, the first letter says what it is: B boot, L load, A deliver, with JSON text behind it (see the pump), and
 * D<call> <kind> <length of name> <name><input>, dispatch, with name and input as JSON text, or O<call> <index> <input>, operate. It writes lines:
 *   >record     a record of the realm as it is
 *   =n          n messages after the boot have been worked off
 *   {note}      what the pump tells, as JSON
 * A line of the realm always has its `>`, so that an extension can neither write nor forge one of the others.
 * Reads block: between two messages nothing of this program runs. It ends with stdin.
 */
'use strict';

const { readSync, writeSync } = require('node:fs');

/* The time zone that extensions see is not the machine's (ENV-11). */
process.env['TZ'] = 'UTC';
/* A terminal sends them to the host's whole group. The host decides what ends: this process ends with its stdin, or is killed. */
for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
/** @type {typeof import('isolated-vm')} */
const { ivm } = require(/** @type {string} */ (process.argv[1]));

/* Most children never need it, and these modules take 3.5 ms to load. The realm has been made before, so that it does not get the function too. */
const findCollect = () => {
  const { setFlagsFromString } = require('node:v8');
  const { runInNewContext } = require('node:vm');
  setFlagsFromString('--expose-gc');
  /** @type {() => void} */
  const found = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  return found;
};
/** @type {(() => void) | undefined} */
let collect;

/* ms for which what is recorded may wait while further messages are worked off: one write for many costs less than one for each. */
const longestWait = 1;

/*
 * Characters read and written, as a share of the extension's budget, until this program's own garbage is collected, which takes 2 ms: it counts against the
 * limit of the data segment, and V8 would let more of it lie than small budgets have. Echoing 1 MB took an honest extension of 32 MiB to its limit after 100
 * calls, one of 128 MiB after 200; with a sixteenth, neither they nor one of 16 MiB came near it.
 */
const garbageShare = 1 / 16;
let mostGarbage = 0;

let out = '';
let garbage = 0;
let done = 0;
let told = 0;
let flushedAt = 0;

const flush = () => {
  if (told !== done) out += '=' + (told = done) + '\n';
  flushedAt = now();
  if (out === '') return;
  garbage += out.length;
  let bytes = Buffer.from(out, 'utf8');
  out = '';
  while (bytes.length > 0) bytes = bytes.subarray(writeSync(1, bytes));
};

const pump = createPump({
  ivm,
  /* The process has the real limit. At once its budget an isolate refuses buffers while it still holds garbage; at twice, honest code gets what it was promised. */
  memoryShare: 2,
  onRecords(records) {
    out += '>' + (records.includes('\n') ? records.replaceAll('\n', '\n>') : records) + '\n';
  },
  onResult(call, json) {
    out += '>R' + call + ' ' + json + '\n';
  },
  onNote(note) {
    out += JSON.stringify(note) + '\n';
    if ('phase' in note) flush();
  },
});

/** @param {Parameters<typeof pump.boot>[0]} message */
const boot = (message) => {
  mostGarbage = message.memoryMiB * 1_048_576 * garbageShare;
  pump.boot(message);
};

/** @param {string} line */
const dispatch = (line) => {
  const kind = line.indexOf(' ') + 1;
  const length = line.indexOf(' ', kind) + 1;
  const name = line.indexOf(' ', length) + 1;
  const input = name + Number(line.slice(length, name - 1));
  pump.dispatch(Number(line.slice(1, kind - 1)), line.slice(kind, length - 1), JSON.parse(line.slice(name, input)), line.slice(input));
};

/** @param {string} line */
const operate = (line) => {
  const index = line.indexOf(' ') + 1;
  const input = line.indexOf(' ', index) + 1;
  pump.operate(Number(line.slice(1, index - 1)), Number(line.slice(index, input - 1)), line.slice(input));
};

/** @param {string} line */
const take = (line) => {
  garbage += line.length;
  const kind = line[0];
  if (kind === 'O') operate(line);
  else if (kind === 'D') dispatch(line);
  else if (kind === 'A') pump.deliver(line.slice(1));
  else if (kind === 'L') pump.load(JSON.parse(line.slice(1)));
  else if (kind === 'B') return boot(JSON.parse(line.slice(1)));
  else throw new Error(`Expected a message B, L, D, O or A, got ${JSON.stringify(kind)}`);
  done += 1;
  if (now() - flushedAt < longestWait) return undefined;
  if (pump.waits) pump.drain();
  return flush();
};

let buffer = Buffer.allocUnsafe(65_536);
let filled = 0;
for (;;) {
  if (filled === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
  const read = readSync(0, buffer, filled, buffer.length - filled, null);
  if (read === 0) break;
  let from = 0;
  let newline = buffer.subarray(0, filled + read).indexOf(10, filled);
  filled += read;
  flushedAt = now();
  for (; newline !== -1; newline = buffer.subarray(0, filled).indexOf(10, from)) {
    take(buffer.toString('utf8', from, newline));
    from = newline + 1;
  }
  buffer.copyWithin(0, from, filled);
  filled -= from;
  /* What a call waits for goes with the rest; what code left over records goes after it, where nobody waits. */
  if (pump.waits) pump.drain();
  flush();
  pump.drain();
  flush();
  if (garbage < mostGarbage) continue;
  garbage = 0;
  collect ??= findCollect();
  collect();
}
