import { all, clean, logged, returns } from '../expectations.ts';
import { operation } from '../extension-source.ts';
import type { Program } from '../program.ts';

/** A18–A22: roads through species, composed errors and handles. */
export const speciesPrograms: readonly Program[] = [
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
