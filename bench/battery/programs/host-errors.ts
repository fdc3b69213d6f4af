import { clean, returns, returnsWhere } from '../expectations.ts';
import { hook, operation } from '../extension-source.ts';
import type { Program } from '../program.ts';

const hostFrame = /node:|file:|\/[\w.-]+\/|\\\\|child\.js|boot\.js|create-sdk/;

const withoutHostFrames = returnsWhere(
  'stacks without a frame of the host',
  (value) => Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && !hostFrame.test(one)),
);

/** A12–A17: roads through errors and stacks. */
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
];
