import { all, clean, logged, returns, returnsWhere } from '../expectations.ts';
import { hook, operation } from '../extension-source.ts';
import type { Program } from '../program.ts';

const hostFrame = /node:|file:|\/[\w.-]+\/|\\\\|child\.js|boot\.js|create-sdk/;

const withoutHostFrames = returnsWhere(
  'stacks without a frame of the host',
  (value) => Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && !hostFrame.test(one)),
);

/** A12–A22: roads through errors, stacks, species and handles. */
export const hostErrorPrograms: readonly Program[] = [
  {
    id: 'host-errors/proxy-traps-see-no-host',
    covers: ['A12'],
    ...operation(
      `const spy = () => { stacks.push(String(new Error().stack)); };
      const handler = new Proxy({}, { get: (_, name) => (...given) => { spy(); return Reflect[name](...given); } });
      if (input.does === 'return') return new Proxy({ a: 1 }, handler);
      if (input.does === 'throw') throw new Proxy(new Error('x'), handler);
      if (input.does === 'log') { try { log(new Proxy({}, handler)); } catch {} return 1; }
      return stacks;`,
      'const stacks = [];',
    ),
    steps: ['return', 'throw', 'log', 'stacks'].map((does) => ({ call: { operation: 'it' }, input: { does } })),
    holds: ({ calls, ...rest }) => withoutHostFrames({ ...rest, calls: calls.slice(3) }),
  },
  {
    id: 'host-errors/proxy-in-a-filter',
    covers: ['A12'],
    ...hook(`let stacks = '';
      filter('it', (payload) => new Proxy(payload, { get(target, name) { stacks += new Error().stack; return name === 'stacks' ? stacks : target[name]; }, ownKeys: () => ['stacks'], getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }) }));`),
    holds: returnsWhere(
      'a copy without host frames',
      (value) => typeof value === 'object' && value !== null && !hostFrame.test(JSON.stringify(value).replaceAll('\\n', ' ')),
    ),
  },
  {
    id: 'host-errors/call-sites',
    covers: ['A13'],
    ...operation(`const reached = [];
      Error.prepareStackTrace = (_, sites) => {
        for (const site of sites) for (const name of ['getThis', 'getFunction', 'getEvalOrigin', 'getTypeName', 'getFileName', 'getScriptNameOrSourceURL'])
          try { reached.push(site[name]()); } catch (error) { reached.push(error); }
        reached.push(...sites);
        return 'x';
      };
      try { log(1); } catch (error) { reached.push(error.stack); }
      await sleep('1').catch((error) => reached.push(error.stack));
      await request(trip.origin).catch((error) => reached.push(error.stack));
      delete Error.prepareStackTrace;
      return hunt(reached);`),
    holds: clean,
  },
  {
    id: 'host-errors/call-sites-name-no-file',
    covers: ['A13', 'A16'],
    ...operation(`const names = new Set();
      Error.prepareStackTrace = (_, sites) => { for (const site of sites) { names.add(String(site.getFileName())); names.add(String(site.getScriptNameOrSourceURL())); names.add(String(site)); } return ''; };
      const see = (run) => { try { run(); } catch (error) { void error.stack; } };
      see(() => log(1));
      see(() => JSON.parse('{'));
      see(() => [1].map(() => { throw new Error('x'); }));
      see(() => new Function('throw new Error()')());
      delete Error.prepareStackTrace;
      return [...names];`),
    holds: withoutHostFrames,
  },
  {
    id: 'host-errors/stack-of-a-symbol-name',
    covers: ['A14'],
    ...operation(`const reached = [];
      for (const name of [Symbol('x'), { toString() { throw reached; } }, 10n, new Proxy({}, {})]) {
        const error = new Error('x');
        error.name = name;
        try { reached.push(error.stack); Error.captureStackTrace(error); reached.push(error.stack); reached.push(error + ''); } catch (other) { reached.push(other); }
      }
      return hunt(reached);`),
    holds: clean,
  },
  {
    id: 'host-errors/prepare-stack-trace-throws',
    covers: ['A14', 'A13'],
    ...operation(`const reached = [];
      Error.prepareStackTrace = (error, sites) => { throw { error, sites }; };
      for (const run of [() => log(1), () => sleep(), () => null.x]) try { await run(); } catch (error) { try { reached.push(error, error.stack); } catch (other) { reached.push(other.error, other.sites, other); } }
      delete Error.prepareStackTrace;
      return hunt(reached);`),
    holds: clean,
  },
  {
    id: 'host-errors/stacks-of-the-sdk',
    covers: ['A15'],
    ...operation(`const stacks = [];
      for (const run of [() => log(1), () => sleep('1'), () => sleep(-1), () => request(1), () => request(trip.origin), () => request(web + '/status/500'), () => request(web + '/hops/9')])
        try { await run(); } catch (error) { stacks.push(error.stack, error.message); }
      return stacks.map((text) => text.replaceAll(web, 'WEB').replaceAll(trip.origin, 'TRIP').replace(/https?:[^\\s"]*/g, 'URL'));`),
    holds: withoutHostFrames,
  },
  {
    id: 'host-errors/stack-beyond-its-limit',
    covers: ['A15', 'A16'],
    ...operation(`Error.stackTraceLimit = Infinity;
      const deep = (left) => { if (left === 0) throw new Error('deep'); return [0].map(() => deep(left - 1)); };
      const stacks = [];
      try { deep(5); } catch (error) { stacks.push(error.stack); }
      stacks.push(new Error('here').stack);
      await sleep(0);
      stacks.push(new Error('later').stack);
      return stacks;`),
    holds: withoutHostFrames,
  },
  {
    id: 'host-errors/own-path',
    covers: ['A16', 'C11'],
    ...operation(
      `return [new Error().stack, String(import.meta.url), String(import.meta.filename), String(import.meta.dirname), JSON.stringify(import.meta), (() => { try { null.f(); } catch (error) { return error.stack; } })()];`,
    ),
    holds: withoutHostFrames,
  },
  {
    id: 'host-errors/caller',
    covers: ['A17'],
    ...operation(`const seen = [];
      globalThis.take = (value) => seen.push(value);
      const sloppy = new Function('try { take(sloppyTrap.caller); } catch (e) { take(e); } try { take(arguments.callee.caller); } catch (e) { take(e); } return "x";');
      globalThis.sloppyTrap = sloppy;
      const options = {};
      Object.defineProperty(options, 'method', { get: sloppy, enumerable: true });
      await request(web + '/x', options).catch(() => 1);
      await request(web + '/x', { method: 'POST', body: { toJSON: sloppy } }).catch(() => 1);
      try { log({ toString: sloppy, [Symbol.toPrimitive]: sloppy }); } catch {}
      [1].forEach(sloppy);
      return seen.filter((each) => each !== null && typeof each === 'function' && !String(each).includes('native')).length;`),
    holds: returns(0),
  },
  {
    id: 'host-errors/hunt-through-callers',
    covers: ['A17'],
    ...operation(`const seen = [];
      globalThis.take = (value) => seen.push(value);
      const sloppy = new Function('for (let f = arguments.callee, n = 0; f && n < 20; n += 1) { take(f); try { f = f.caller; } catch (e) { take(e); break; } } try { take(arguments.callee.caller.arguments); } catch (e) { take(e); } return {};');
      await request(web + '/x', { method: 'POST', body: { toJSON: sloppy } }).catch(() => 1);
      const thenable = { get then() { sloppy(); return undefined; } };
      await thenable;
      return hunt(seen);`),
    holds: clean,
  },
  {
    id: 'host-errors/array-species',
    covers: ['A18'],
    ...operation(`const answer = await request(web + '/json/[1,[2],{"a":[3]}]');
      const given = [];
      const list = answer.data;
      class Odd { constructor(...all) { given.push(this, ...all); } static get [Symbol.species]() { return Odd; } }
      Object.defineProperty(list, 'constructor', { get: () => Odd });
      const made = [];
      for (const run of [() => list.map((x) => x), () => list.filter(() => true), () => list.concat([4]), () => list.slice(), () => list.flat(), () => list.splice(0, 1)])
        try { made.push(run()); } catch (error) { made.push(error); }
      return hunt([given, made]);`),
    holds: clean,
  },
  {
    id: 'host-errors/promise-species',
    covers: ['A19'],
    ...operation(`const given = [];
      let reads = 0;
      class Odd extends Promise { constructor(executor) { super((resolve, reject) => { given.push(resolve, reject, executor); executor(resolve, reject); }); } }
      for (const promise of [sleep(1), request(web + '/json/1'), sleep('x')]) {
        Object.defineProperty(promise, 'constructor', { get: () => (reads++ % 2 === 0 ? { get [Symbol.species]() { return Odd; } } : Promise) });
        await Promise.resolve(promise.then((value) => given.push(value), (error) => given.push(error))).catch((error) => given.push(error));
      }
      return hunt(given);`),
    holds: clean,
  },
  {
    id: 'host-errors/suppressed-error',
    covers: ['A20'],
    ...operation(`const reached = [];
      try { using guard = { [Symbol.dispose]() { log(1); } }; log(2); } catch (error) { reached.push(error, error.error, error.suppressed); }
      try { await using guard = { [Symbol.asyncDispose]() { return request(trip.origin); } }; await sleep('x'); } catch (error) { reached.push(error, error.error, error.suppressed); }
      const stack = new DisposableStack();
      stack.defer(() => log(3)); stack.defer(() => { throw 1; }); stack.defer(() => null.x);
      try { stack.dispose(); } catch (error) { for (let each = error; each; each = each.suppressed) reached.push(each, each.error); }
      return [reached.length > 6, ...reached.filter((each) => each instanceof Error).map((each) => each.constructor.constructor === Function)].every(Boolean) ? hunt(reached) : 'too few';`),
    holds: clean,
  },
  {
    id: 'host-errors/async-generator-return',
    covers: ['A21'],
    ...operation(`const reached = [];
      const inner = { [Symbol.asyncIterator]: () => ({ next: () => request(trip.origin), return: () => sleep('x'), throw: () => request(1) }) };
      async function* outer() { try { yield* inner; } catch (error) { reached.push(error); yield 1; } finally { try { await sleep('y'); } catch (error) { reached.push(error); } } }
      for (const run of [(g) => g.next(), (g) => g.return({ then(done) { reached.push(done); done(1); } }), (g) => g.throw(new Error('x')), (g) => g.return(request(trip.origin))]) {
        const made = outer();
        try { await run(made); await made.return(sleep('z')); } catch (error) { reached.push(error); }
      }
      return reached.length < 3 ? 'too few' : hunt(reached);`),
    holds: clean,
  },
  {
    id: 'host-errors/handles',
    covers: ['A22'],
    ...operation(`const names = ['applySync', 'applySyncPromise', 'applyIgnored', 'derefInto', 'copySync', 'copyInto', 'unwrapResult', 'getSync', 'setSync', 'release', 'typeof', 'evalClosure', 'compileScript', 'createContext'];
      const seen = new Set();
      const found = [];
      const walk = (value, depth) => {
        if (value === null || (typeof value !== 'object' && typeof value !== 'function') || seen.has(value) || depth > 6) return;
        seen.add(value);
        for (const name of names) if (Object.hasOwn(value, name)) found.push(name);
        for (const key of Reflect.ownKeys(value)) { const { value: inner, get } = Object.getOwnPropertyDescriptor(value, key); walk(inner, depth + 1); walk(get, depth + 1); }
        walk(Object.getPrototypeOf(value), depth + 1);
      };
      const pending = sleep(20);
      for (const each of [globalThis, log, sleep, request, pending, await request(web + '/headers'), await sleep('x').catch((error) => error), input]) walk(each, 0);
      await pending;
      return [seen.size > 300, found];`),
    holds: returns([true, []]),
  },
  {
    id: 'host-errors/error-fields-that-lie',
    covers: ['A04', 'A14'],
    ...operation(`const error = new Error('kept');
      for (const name of ['code', 'status', 'response', 'stack', 'cause', 'limit', 'outcome']) Object.defineProperty(error, name, { value: { toString: () => { log('called'); return 'x'; } }, enumerable: true });
      log('before');
      throw error;`),
    holds: all(logged('before'), ({ calls }) => {
      const outcome = calls[0]?.outcome;
      const shape = outcome?.status === 'threw' ? JSON.stringify(outcome.error) : JSON.stringify(outcome);
      return shape === '{"name":"Error","message":"kept"}' ? [] : [`expected name and message alone, got ${shape}`];
    }),
  },
];
