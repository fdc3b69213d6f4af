/*
 * The first part of a guest's program (guest-pump.js): how its lines come and go. Everything that runs later is captured here.
 */
import { readSync, write, writeFileSync } from 'node:fs';
import timers from 'node:timers';
import { receiveMessageOnPort, workerData } from 'node:worker_threads';

export const { ArrayBuffer, Error, String, SyntaxError, Uint8Array, process, setTimeout } = globalThis; // `node:process` would open stdin as a stream, whose reads don't block
export const { parse, stringify } = JSON;
export const { create, defineProperty } = Object;
export const { deleteProperty, get, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const { load, wait } = Atomics;
const uncurry = Function.prototype.bind.bind(Function.prototype.call);
/** @type {(text: string, from: number, to: number) => string} */
export const slice = uncurry(String.prototype.slice);

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
  const send = stdout.writeSync.bind(stdout);
  return {
    read: (bytes) => read(bytes) ?? 0,
    write: (text) => {
      const bytes = encode(encoder, text);
      const size = lengthOf(bytes);
      for (let at = 0; at < size;) at += send(view(bufferOf(bytes), at, size));
    },
  };
};

/** @type {any} */
export const deno = globalThis.Deno;
/*
 * Node schedules an immediate behind every exception that a listener took, and runs it with a store into an ordinary array: behind a setter of the extension
 * that throws again, for ever. Nothing here waits for one.
 */
if (deno === undefined && globalThis.Bun === undefined) timers.setImmediate = () => undefined;

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

/** Over two pipes, or in a thread over a port that its host names. */
export const { readLine, writeLine } = workerData?.port === undefined ? overPipes() : overPort(workerData);

/**
 * Calls back after a turn of the event loop: behind a write of nothing, and in Deno behind a timer. Node's timers and immediates, and Deno's immediates, go
 * through ordinary arrays, which they read by methods that the extension may have changed.
 * @param {() => void} callback
 */
export const nextTurn = (callback) => (deno === undefined ? write(1, '', null, 'utf8', callback) : setTimeout(callback, 0));
