import { all, logged, refused, returns, sent } from '../expectations.ts';
import { bare, operation } from '../extension-source.ts';
import type { Program } from '../program.ts';

/** B06–B09: forging what the runner looks up, and reaching it. */
export const runnerPrograms: readonly Program[] = [
  {
    id: 'bridge/scopes-on-object-prototype',
    covers: ['B06'],
    ...operation(
      `const forged = { urls: ['http://127.0.0.1:*/*', 'https://*'], methods: ['GET', 'POST'] };
      Object.assign(Object.prototype, { log: {}, sleep: {}, request: forged, scopes: { log: true, sleep: true, request: true }, requestedScopes: { log: {}, sleep: {}, request: forged }, enabled: true });
      const said = [];
      for (const run of [() => log('x'), () => sleep(0), () => request(trip.origin), () => request(web + '/x')])
        try { await run(); said.push('done'); } catch (error) { said.push(error.message); }
      for (const name of ['log', 'sleep', 'request', 'scopes', 'requestedScopes', 'enabled']) delete Object.prototype[name];
      return said;`,
    ),
    scopes: {},
    holds: all(
      returns([
        'No permission to use "log"',
        'No permission to use "sleep"',
        'No permission to use "request"',
        'No permission to use "request"',
      ]),
      sent(0),
      logged(),
    ),
  },
  {
    id: 'bridge/options-on-object-prototype',
    covers: ['B07'],
    ...operation(
      `Object.assign(Object.prototype, { method: 'POST', headers: { 'x-forged': '1' }, body: 'forged' });
      try { await request(web + '/plain', {}); await request(web + '/plain'); await request(web + '/plain', { method: undefined }); } finally { for (const name of ['method', 'headers', 'body']) delete Object.prototype[name]; }
      return 'sent';`,
    ),
    holds: all(
      returns('sent'),
      sent(3, ({ method, headers, body }) => method === 'GET' && headers['x-forged'] === undefined && body === ''),
    ),
  },
  {
    id: 'bridge/names-of-the-runner',
    covers: ['B08', 'C01'],
    ...operation(
      `const names = ['sdk', 'setup', 'outbox', 'emit', 'pending', 'dispatch', 'deliver', 'drain', 'configure', 'register', 'current', 'owner', 'ivm', 'isolate', 'context', 'pump', 'modules', 'take', 'say', 'flush', 'slice_', '__sdk', '$0', 'global', 'self', 'window', 'parent'];
      return names.filter((name) => { try { return (0, eval)('typeof ' + name) !== 'undefined' || name in globalThis; } catch { return false; } });`,
    ),
    holds: returns([]),
  },
  {
    id: 'bridge/import-the-runner',
    covers: ['B08', 'C06'],
    ...bare(
      `import { dispatch, deliver, drain } from 'sandproof:boot';\nexport default { id: 'it', handler: () => [typeof dispatch, typeof deliver, typeof drain] };`,
    ),
    holds: refused('link'),
  },
  {
    id: 'bridge/import-the-entry',
    covers: ['B08', 'C10'],
    ...bare(
      `import * as entry from 'sandproof:entry';\nimport * as self from 'sandproof:extension';\nexport default { id: 'it', handler: () => [Object.keys(entry), Object.keys(self)] };`,
    ),
    holds: refused('link'),
  },
  {
    id: 'bridge/realm-of-the-functions',
    covers: ['B09'],
    ...operation(
      `const global = log.constructor('return globalThis')();
      global.planted = 1;
      global.Object.prototype.planted2 = 2;
      const seen = [log.constructor === Function, global === globalThis, globalThis.planted, ({}).planted2, Object.isFrozen(log) || Reflect.set(log, 'x', 1)];
      delete Object.prototype.planted2;
      return seen;`,
    ),
    holds: returns([true, true, 1, 2, true]),
  },
];
