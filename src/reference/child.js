// @ts-check
/*
 * The program of a child process: one isolate, one context, one extension. Needs nothing but node builtins and isolated-vm's addon, whose path
 * is the first argument; it is handed to node as text, so that the process may read no other file.
 * It reads messages from stdin, one a line, the first letter says what it is:
 *   B  boot   {memoryMiB, boot, api, entry}: makes the isolate, ahead of any extension
 *   L  load   {setup, source, timeouts}: configures the realm, evaluates the extension, registers it
 *   D  dispatch, A  deliver: JSON text that goes to the realm's function of that name as it is
 * and writes lines to stdout: `>` and a record of the realm as it is, or a JSON object of its own. No function of this program is in the realm,
 * and a line of the realm always has its `>`, so that an extension can neither write nor forge one of the latter:
 *   {"ready":true}             booted, now waits for a load
 *   {"done":n}                 n messages after the boot have been worked off
 *   {"phase":phase}            what the load does next; `evaluate` again when the module body waits for something
 *   {"refused":{phase,error}}  the load ended while linking or while evaluating
 *   {"stopped":limit,"phase"}  a slice of the extension's code was ended; what is in the realm can no longer be relied upon, and nothing is run in it
 * Reads block: between two messages nothing of this program runs. It ends with stdin.
 */
'use strict';

const { readSync, writeSync } = require('node:fs');
const { setFlagsFromString } = require('node:v8');

/* The time zone that extensions see is not the machine's (ENV-11). */
process.env['TZ'] = 'UTC';
/* An import with attributes is a syntax error: the addon's linker does not look at them, so that any would pass. */
setFlagsFromString('--no-harmony-import-attributes');

/** @type {{ ivm: typeof import('isolated-vm') }} */
const { ivm } = require(/** @type {string} */ (process.argv[1]));

const timedOutMessage = 'Script execution timed out.';
const nameChars = 128;
const messageChars = 4096;

/** @type {import('isolated-vm').Isolate} */
let isolate;
/** @type {import('isolated-vm').Context} */
let context;
/** @type {Record<string, import('isolated-vm').Module>} */
const modules = Object.create(null);
/** @type {Record<string, import('isolated-vm').Reference<Function>>} */
const pump = Object.create(null);
/** @type {{ evaluate: number, register: number, dispatch: number, deliver: number, drain: number }} ms of each slice; 0 is none. */
let timeouts;
/** @type {'evaluate' | 'register' | undefined} How far the load has come; undefined when it is over. */
let loading;

let entrySource = '';
let done = 0;
let out = '';
let ended = false;

const flush = () => {
  if (out === '') return;
  let bytes = Buffer.from(out, 'utf8');
  out = '';
  while (bytes.length > 0) bytes = bytes.subarray(writeSync(1, bytes));
};

/** @param {object} line */
const say = (line) => {
  out += JSON.stringify(line) + '\n';
};

/** @param {unknown} thrown */
const shapeOf = (thrown) => {
  if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown).slice(0, messageChars) };
  return { name: String(thrown.name).slice(0, nameChars), message: String(thrown.message).slice(0, messageChars) };
};

/**
 * Runs code of the realm and says what ended it: a limit, something that nobody caught (`stray`), or nothing.
 * The addon throws a stray rejection from the slice in which it happened, so its text alone does not prove a timeout.
 * @param {number} timeout
 * @param {(options: { timeout?: number }) => unknown} run
 * @returns {{ limit?: 'cpu' | 'memory', stray?: true, value?: unknown }}
 */
const slice = (timeout, run) => {
  const startedAt = performance.now();
  try {
    return { value: run(timeout === 0 ? {} : { timeout }) };
  } catch (thrown) {
    if (isolate.isDisposed) return { limit: 'memory' };
    const ranLong = timeout !== 0 && performance.now() - startedAt >= timeout - 1;
    if (ranLong && thrown instanceof Error && thrown.message === timedOutMessage) return { limit: 'cpu' };
    return { stray: true };
  }
};

/** @param {object} line Says why nothing more is run. */
const end = (line) => {
  say(line);
  loading = undefined;
  ended = true;
};

/** Passes on what the realm has recorded. */
const drain = () => {
  const { limit, value } = slice(timeouts.drain, (options) => pump['drain']?.applySync(undefined, [], options));
  if (typeof value === 'string' && value !== '') {
    out += '>' + value.replaceAll('\n', '\n>') + '\n';
    if (loading !== undefined && /^\{"(?:registered|refused)":/m.test(value)) loading = undefined;
  }
  return limit;
};

/**
 * One slice, and what follows from it.
 * @param {number} timeout
 * @param {(options: { timeout?: number }) => unknown} run
 */
const step = (timeout, run) => {
  const { limit, stray } = slice(timeout, run);
  /* What a stopped slice has left rejected would be thrown at whoever enters the realm next, and that must not be the drain; nothing has number 0. */
  if (limit === 'cpu') slice(timeouts.drain, (options) => pump['deliver']?.applySync(undefined, ['{"resolve":0}'], options));
  const later = limit === 'memory' ? limit : drain();
  if (limit !== undefined || later !== undefined) return end({ stopped: limit ?? later, phase: loading });
  if (!stray || loading === undefined) return;
  /* An import of the extension fails with what its evaluation has failed with; while that waits for something, it waits too. */
  try {
    link('sandproof:probe', "import 'sandproof:extension';").evaluateSync({ timeout: timeouts.drain });
  } catch (thrown) {
    end({ refused: { phase: 'evaluate', error: shapeOf(thrown) } });
  }
};

/** Every module's specifier, and which specifiers it may import. */
const importable = /** @type {const} */ ({
  'sandproof:boot': [],
  'sandproof:warm': [],
  'directus:api': ['sandproof:boot'],
  'sandproof:extension': ['directus:api'],
  'sandproof:entry': ['sandproof:extension', 'sandproof:boot'],
  'sandproof:probe': ['sandproof:extension'],
});

/**
 * Compiles and links a module. What it imports must be evaluated already, and is looked up before the addon links anything.
 * @param {keyof typeof importable} name
 * @param {string} source
 */
const link = (name, source) => {
  const compiled = isolate.compileModuleSync(source, { filename: name });
  const refused = compiled.dependencySpecifiers.find((specifier) => !importable[name].some((known) => known === specifier));
  if (refused !== undefined) throw new Error(`Cannot import ${JSON.stringify(refused)}: an extension can import "directus:api" only`);
  compiled.instantiateSync(context, (specifier) => /** @type {import('isolated-vm').Module} */ (modules[specifier]));
  modules[name] = compiled;
  return compiled;
};

/** @param {{ memoryMiB: number, boot: string, api: string, entry: string }} message */
const boot = (message) => {
  /* The process has the real limit. At once its budget an isolate refuses buffers while it still holds garbage; at twice, honest code gets what it was promised. */
  isolate = new ivm.Isolate({ memoryLimit: message.memoryMiB * 2 });
  context = isolate.createContextSync();
  const booted = link('sandproof:boot', message.boot);
  booted.evaluateSync();
  for (const name of ['configure', 'dispatch', 'deliver', 'drain']) pump[name] = booted.namespace.getSync(name, { reference: true });
  link('directus:api', message.api).evaluateSync();
  entrySource = message.entry;
  /* The first timed slice starts the addon's timer thread: 0.2 ms of 1.1 that the first load would take. */
  const warm = link('sandproof:warm', '');
  slice(1_000, (options) => warm.evaluateSync(options));
  slice(1_000, (options) => pump['drain']?.applySync(undefined, [], options));
  say({ ready: true });
};

/** @param {{ setup: string, source: string, timeouts: typeof timeouts }} message */
const load = (message) => {
  timeouts = message.timeouts;
  loading = 'evaluate';
  pump['configure']?.applySync(undefined, [message.setup]);
  let extension;
  try {
    extension = link('sandproof:extension', message.source);
  } catch (thrown) {
    return end({ refused: { phase: 'link', error: shapeOf(thrown) } });
  }
  step(timeouts.evaluate, (options) => extension.evaluateSync(options));
  if (loading === undefined) return;
  const entry = link('sandproof:entry', entrySource);
  loading = 'register';
  say({ phase: loading });
  flush();
  step(timeouts.register, (options) => entry.evaluateSync(options));
  if (loading === undefined) return;
  loading = 'evaluate';
  say({ phase: loading });
};

/** @param {string} line */
const take = (line) => {
  const text = line.slice(1);
  const kind = line[0];
  if (kind === 'B') boot(JSON.parse(text));
  else if (kind === 'L') load(JSON.parse(text));
  else if (kind === 'D') step(timeouts.dispatch, (options) => pump['dispatch']?.applySync(undefined, [text], options));
  else if (kind === 'A') step(timeouts.deliver, (options) => pump['deliver']?.applySync(undefined, [text], options));
  else throw new Error(`Expected a message B, L, D or A, got ${JSON.stringify(kind)}`);
  if (kind !== 'B') say({ done: (done += 1) });
  flush();
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
  for (; newline !== -1; newline = buffer.subarray(0, filled).indexOf(10, from)) {
    if (!ended) take(buffer.toString('utf8', from, newline));
    from = newline + 1;
  }
  buffer.copyWithin(0, from, filled);
  filled -= from;
}
