// @ts-check
/*
 * The program of a guest: a thread or process of a JavaScript runtime that holds one extension. It imports no file of ours, so that it needs no right to
 * read any: it is handed over as text, and its modules come with the first message.
 * Messages are JSON arrays, one a line: a name and a text. Reads block, and every answer waits for one turn of the event loop, so that microtasks are over:
 *   boot(token, setup, sources), once; evaluate(source); register(); dispatch(call); deliver(answer); poll()
 * It writes lines, each with the token in front, which the extension never sees; whatever else comes out of this thread or process is not from here:
 *   r"records"   records of the boot module, as a JSON string
 *   s            the extension is linked, its body begins
 *   f            its body has ended; with {phase, name, message} when it was refused
 *   d            the message is worked off
 * The extension shares this realm and may change every intrinsic: what runs after the boot uses only what was captured before it, in the way of boot.js.
 */
import { readSync, write, writeFileSync } from 'node:fs';
import * as modules from 'node:module';
import { setImmediate } from 'node:timers';
import { receiveMessageOnPort, workerData } from 'node:worker_threads';

const { ArrayBuffer, Error, String, SyntaxError, Uint8Array, process } = globalThis; // `node:process` would open stdin as a stream, whose reads don't block
const { parse, stringify } = JSON;
const { create, defineProperty } = Object;
const { deleteProperty, get, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const { load, wait } = Atomics;
const uncurry = Function.prototype.bind.bind(Function.prototype.call);
/** @type {(text: string, from: number, to: number) => string} */
const slice = uncurry(String.prototype.slice);

/* ---- Lines: over two pipes, or in a thread over a port that its host names ---- */

const newline = 10;
const typed = getPrototypeOf(Uint8Array.prototype);
/** @type {(owner: object, key: string) => any} */
const lookup = (owner, key) => getOwnPropertyDescriptor(owner, key)?.get;
/** @type {(decoder: TextDecoder, bytes: Uint8Array) => string} */
const decode = uncurry(TextDecoder.prototype.decode);
/** @type {(bytes: Uint8Array, source: Uint8Array) => void} */
const copy = uncurry(Uint8Array.prototype.set);
/** @type {(bytes: Uint8Array, to: number, from: number, end: number) => void} */
const move = uncurry(Uint8Array.prototype.copyWithin);
/** @type {(bytes: Uint8Array, value: number, from: number) => number} */
const find = uncurry(Uint8Array.prototype.indexOf);
const decoder = new TextDecoder();

/* What a runtime looks up on bytes is on them, not on their prototype. */
/** @type {(buffer: ArrayBuffer, start: number, end: number) => Uint8Array} */
const view = (buffer, start, end) => {
  const bytes = new Uint8Array(buffer, start, end - start);
  defineProperty(bytes, 'buffer', { __proto__: null, value: buffer });
  defineProperty(bytes, 'byteOffset', { __proto__: null, value: start });
  defineProperty(bytes, 'byteLength', { __proto__: null, value: end - start });
  defineProperty(bytes, 'length', { __proto__: null, value: end - start });
  return bytes;
};

/** @param {any} stdin @param {any} stdout */
const denoIo = (stdin, stdout) => {
  const encoder = new TextEncoder();
  /** @type {(encoder: TextEncoder, text: string) => Uint8Array<ArrayBuffer>} */
  const encode = uncurry(TextEncoder.prototype.encode);
  /** @type {(bytes: Uint8Array) => ArrayBuffer} */
  const bufferOf = uncurry(lookup(typed, 'buffer'));
  const lengthOf = uncurry(lookup(typed, 'length'));
  const read = stdin.readSync.bind(stdin);
  const write = stdout.writeSync.bind(stdout);
  return {
    read: (bytes) => read(bytes) ?? 0,
    write: (text) => {
      const bytes = encode(encoder, text);
      const size = lengthOf(bytes);
      for (let at = 0; at < size;) at += write(view(bufferOf(bytes), at, size));
    },
  };
};

/** @type {any} */
const deno = globalThis.Deno;
/** @type {{ read(bytes: Uint8Array, size: number): number, write(text: string): void }} Calls that block; what Deno has of Node's looks up more than its own. */
const io =
  deno === undefined
    ? { read: (bytes, size) => readSync(0, bytes, 0, size, null), write: (text) => writeFileSync(1, text) }
    : denoIo(deno.stdin, deno.stdout);

/** Lines of UTF-8 from one descriptor to another. */
const overPipes = () => {
  let size = 65_536;
  let buffer = new ArrayBuffer(size);
  let from = 0;
  let filled = 0;
  /** @type {(start: number, end: number) => Uint8Array} */
  const bytesOf = (start, end) => view(buffer, start, end);
  const makeRoom = () => {
    move(bytesOf(0, size), 0, from, filled);
    filled -= from;
    from = 0;
    if (filled < size / 2) return;
    const small = bytesOf(0, filled);
    size *= 2;
    buffer = new ArrayBuffer(size);
    copy(bytesOf(0, size), small);
  };
  const readLine = () => {
    for (let searched = from; ;) {
      const end = searched < filled ? find(bytesOf(0, filled), newline, searched) : -1;
      if (end !== -1) {
        const line = decode(decoder, bytesOf(from, end));
        from = end + 1;
        return line;
      }
      if (filled === size) makeRoom();
      searched = filled;
      const read = io.read(bytesOf(filled, size), size - filled);
      if (read === 0) return undefined;
      filled += read;
    }
  };
  /** @param {string} line */
  const writeLine = (line) => io.write(line + '\n');
  return { readLine, writeLine };
};

/** @param {{ port: import('node:worker_threads').MessagePort, signal: Int32Array }} given Messages through the port; the signal counts them. */
const overPort = ({ port, signal }) => {
  /** @type {(port: import('node:worker_threads').MessagePort, line: string) => void} */
  const post = uncurry(port.postMessage);
  const readLine = () => {
    for (;;) {
      const count = load(signal, 0);
      const received = receiveMessageOnPort(port);
      if (received !== undefined) return received.message;
      wait(signal, 0, count);
    }
  };
  /** @param {string} line */
  const writeLine = (line) => post(port, line);
  return { readLine, writeLine };
};

const { readLine, writeLine } = workerData?.port === undefined ? overPipes() : overPort(workerData);

/*
 * Calls back after a turn of the event loop: a write of nothing. Node keeps account of its timers and immediates in ordinary arrays, which it reads by
 * methods that the extension may have changed.
 */
/** @param {() => void} callback */
const nextTurn = (callback) => (deno === undefined ? write(1, '', null, 'utf8', callback) : setImmediate(callback));

/* What the extension leaves uncaught is its own affair, and no reason to end. */
const ignore = () => undefined;
process.on('unhandledRejection', ignore);
process.on('uncaughtException', ignore);
/* Deno tells of them by the global object, which the boot module empties, so that it would end; the only other way in is its own. */
deno?.[deno.internal]?.core?.setUnhandledPromiseRejectionHandler?.(() => true);
const exit = process.exit.bind(process);

/* ---- Modules ---- */

/** @type {Record<string, string>} Source of each module, by its specifier; the boot module's and the extension's come with messages. */
const sources = create(null);
sources['sandproof:link'] = 'export const link = { __proto__: null };';
/* What is logged is written at once, since a slice that is ended writes no more. */
sources['directus:api'] =
  "import { log as record } from 'sandproof:boot'; import { link } from 'sandproof:link'; export { request, sleep } from 'sandproof:boot';" +
  'export const log = (message) => { record(message); link.flush(); };';
sources['sandproof:start'] = "import 'directus:api'; export * as boot from 'sandproof:boot'; export { link } from 'sandproof:link';";
sources['sandproof:mark'] = "import { link } from 'sandproof:link'; link.start();";
sources['sandproof:entry'] =
  "import 'sandproof:mark'; import * as extension from 'sandproof:extension'; import { link } from 'sandproof:link'; link.finish(extension);";
/*
 * Which module of ours may import which. Everything else is code of the extension. What it makes from text may pass for code of whoever called it, so
 * whoever calls into the extension, the boot module that is, may import nothing.
 */
/** @type {Record<string, boolean>} */
const imports = create(null);
const none = create(null);
const main = globalThis.Bun === undefined ? import.meta.url : import.meta.path;
imports[main + ' sandproof:start'] = true;
imports[main + ' sandproof:entry'] = true;
imports['sandproof:start sandproof:boot'] = true;
imports['sandproof:start sandproof:link'] = true;
imports['directus:api sandproof:boot'] = true;
imports['directus:api sandproof:link'] = true;
imports['sandproof:entry sandproof:mark'] = true;
imports['sandproof:entry sandproof:extension'] = true;
imports['sandproof:entry sandproof:link'] = true;
imports['sandproof:mark sandproof:link'] = true;

/** @type {(specifier: string, parent: string | undefined, attributes: object) => string} */
const admit = (specifier, parent, attributes) => {
  if (ownKeys(attributes).length > 0) throw new SyntaxError('An import has no attributes here');
  if (specifier !== 'directus:api' && !imports[parent + ' ' + specifier]) throw new Error('An extension may import only "directus:api"');
  return specifier;
};

const hook = () =>
  modules.registerHooks({
    resolve: (specifier, { parentURL, importAttributes }) => ({
      url: admit(specifier, parentURL, importAttributes),
      format: 'module',
      shortCircuit: true,
    }),
    load: (url) => ({ format: 'module', shortCircuit: true, source: sources[url] ?? '' }),
  });

/* Bun has plugins in place of hooks: each knows what stands before the colon of a specifier, and code that makes code names its importer with a slash. */
const schemes = ['sandproof', 'directus', 'node', 'bun', 'file', 'data', 'blob', 'http', 'https'];
const guests = 'guest:';

/** @param {any} build */
const plug = (build) => {
  /** @param {string} importer */
  const parentOf = (importer) =>
    slice(importer, 0, guests.length) === guests ? slice(importer, guests.length, importer.length) : importer;
  for (const scheme of schemes)
    build.onResolve({ filter: /.*/, namespace: scheme }, (/** @type {{ path: string, importer: string }} */ { path, importer }) => ({
      path: admit(scheme + ':' + path, parentOf(importer), none),
      namespace: 'guest',
    }));
  build.onResolve({ filter: /.*/ }, (/** @type {{ path: string, importer: string }} */ { path, importer }) =>
    admit(path, parentOf(importer), none),
  );
  build.onLoad({ filter: /.*/ }, (/** @type {{ path: string }} */ { path }) => admit(path, undefined, none));
  build.onLoad({ filter: /.*/, namespace: 'guest' }, (/** @type {{ path: string }} */ { path }) => ({
    contents: sources[path] ?? '',
    loader: 'js',
  }));
};

/** @type {any} */
const bun = globalThis.Bun;
if (bun === undefined) hook();
else bun.plugin({ name: 'sandproof', setup: plug });

/* ---- The pump ---- */

/** @typedef {{ configure(setup: string): void, register(value: unknown, namespace: object): void, dispatch(call: string): void, deliver(answer: string): void, drain(): string }} Boot */
/** @type {Boot} */
let boot;
/** @type {(specifier: string) => Promise<any>} */
const importOwn = (specifier) => import(specifier);
let token = '';
let records = '';
let started = false;
let settled = false;
/** @type {{ readonly default?: unknown }} */
let extension;

/** @param {string} text */
const tell = (text) => writeLine(token + text);

/* What can't be written now, at the end of the stack for instance, is written the next time. */
const flush = () => {
  const drained = boot.drain();
  if (drained !== '') records = records === '' ? drained : records + '\n' + drained;
  if (records === '') return;
  tell('r' + stringify(records));
  records = '';
};

/** @type {(thrown: object, key: 'name' | 'message', otherwise: string, length: number) => string} */
const textOf = (thrown, key, otherwise, length) => {
  try {
    /** @type {unknown} */
    const value = get(thrown, key);
    return typeof value === 'string' ? slice(value, 0, length) : otherwise;
  } catch {
    return otherwise;
  }
};

/** @param {unknown} thrown */
const refuse = (thrown) => {
  settled = true;
  const isObject = (typeof thrown === 'object' && thrown !== null) || typeof thrown === 'function';
  const name = isObject ? textOf(thrown, 'name', 'Error', 128) : 'Error';
  const message = isObject ? textOf(thrown, 'message', '', 4096) : slice(String(thrown), 0, 4096);
  tell('f{"phase":"' + (started ? 'evaluate' : 'link') + '","name":' + stringify(name) + ',"message":' + stringify(message) + '}');
};

/** @type {(setup: string, bootSource: string) => Promise<void>} */
const start = async (setup, bootSource) => {
  sources['sandproof:boot'] = bootSource;
  delete globalThis.queueMicrotask; // Deno has a second one behind it, which the boot module finds
  /* Bun keeps its own name on the global object, whoever deletes it. */
  if (bun !== undefined) Reflect.deleteProperty = (owner, key) => deleteProperty(owner, key) || key === 'Bun';
  const { boot: booted, link } = await importOwn('sandproof:start');
  if (bun !== undefined) Reflect.deleteProperty = deleteProperty;
  boot = booted;
  link.flush = () => {
    try {
      flush();
    } catch {
      ignore(); // the stack is at its end, and what was recorded is kept
    }
  };
  link.start = () => {
    started = true;
    tell('s');
  };
  link.finish = (/** @type {{ readonly default?: unknown }} */ namespace) => {
    settled = true;
    extension = namespace;
    tell('f');
  };
  boot.configure(setup);
};

/** @param {string} source */
const evaluate = (source) => {
  sources['sandproof:extension'] = source;
  importOwn('sandproof:entry').catch(refuse);
};

/** Works off one message in a microtask of its own, so that no stack inside goes on in the files of the runtime. @type {(name: string, text: string) => Promise<void>} */
const take = async (name, text) => {
  await undefined;
  if (name === 'evaluate') evaluate(text);
  else if (name === 'register') boot.register(extension.default, extension);
  else if (name === 'dispatch') boot.dispatch(text);
  else if (name === 'deliver') boot.deliver(text);
};

const next = () => {
  const line = readLine();
  if (line === undefined) exit();
  const message = parse(line);
  void take(message[0], message[1]);
  nextTurn(message[0] === 'evaluate' ? answerWhenStarted : answer);
};

/* An import takes several turns until the extension's body begins. */
const answerWhenStarted = () => void nextTurn(started || settled ? answer : answerWhenStarted);

const answer = () => {
  flush();
  tell('d');
  next();
};

const begin = async () => {
  const message = parse(readLine() ?? exit());
  token = message[1];
  await start(message[2], message[3]);
  tell('d');
  nextTurn(next);
};

/* Only once this module has ended: Deno then raises an event on the global object, which the boot module empties. */
nextTurn(begin);
//# sourceURL=sandproof:guest
