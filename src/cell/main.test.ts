import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { describe, expect, it } from 'vitest';

import { openFolder, type Folder } from '../harness/testing/open-folder.testing.ts';
import { describeRuntime } from '../harness/describe-runtime.ts';
import { leaseCells, type Lease } from '../harness/lease.ts';

const patient = 15_000;
const extension = { name: 'n', folder: '/', manifestText: '{}', files: {} };

const body = `
  import { writeFileSync } from 'node:fs';
  export default {
    describe: () => ({ name: 'own', version: '1', engine: 'e', isolation: 'i', claims: [] }),
    start: async (host) => {
      console.log('printed while starting');
      process.stdout.write('written while starting');
      return {
        load: async () => ({ refused: { phase: 'link', error: { name: 'E', message: JSON.stringify(host.options) } } }),
        call: async () => ({ status: 'absent' }),
        [Symbol.asyncDispose]: async () => { if (host.options.bye) writeFileSync(host.options.bye, 'bye'); },
      };
    },
  };`;

const moduleIn = (folder: Folder, name: string, text: string): string => {
  writeFileSync(folder.join(name), text);
  return pathToFileURL(folder.join(name)).href;
};

const lease = (url: string, options: Readonly<Record<string, string>> = {}): Lease =>
  leaseCells({ kind: 'module', name: 'own', url, own: false, options, evidence: 'intercepted' });

describe('a cell of ours', () => {
  it('keeps stdout for the protocol, whatever the adapter prints', async () => {
    using folder = openFolder();
    await using leased = lease(moduleIn(folder, 'adapter.mjs', body));
    expect(await leased.ask('prepare', { network: { answers: {} } }, patient)).toEqual({ result: {} });
    expect(await leased.ask('ping', {}, patient)).toEqual({ result: {} });
    expect(leased.generation).toBe(1);
  });

  it('gives the adapter its options', async () => {
    using folder = openFolder();
    await using leased = lease(moduleIn(folder, 'adapter.mjs', body), { a: 'b=c d', e: '' });
    await leased.ask('prepare', { network: { answers: {} } }, patient);
    expect(await leased.ask('load', { extension }, patient)).toEqual({
      result: { refused: { phase: 'link', error: { name: 'E', message: '{"a":"b=c d","e":""}' } } },
    });
  });

  it('runs TypeScript of users that Node itself does not take', async () => {
    using folder = openFolder();
    const typed = `enum Name { Own = 'typed' }\n${body.replace("'own'", 'Name.Own')}`;
    const target = { kind: 'module', name: 'a', url: moduleIn(folder, 'adapter.ts', typed), own: false, options: {} } as const;
    expect(await describeRuntime(target)).toEqual({
      target: { ...target, evidence: 'intercepted' },
      evidence: 'intercepted',
      seams: [],
      runtime: { name: 'typed', version: '1', engine: 'e', isolation: 'i', claims: [] },
    });
  });

  it('wants the runtime to be prepared first, and knows its sandboxes', async () => {
    using folder = openFolder();
    await using leased = lease(moduleIn(folder, 'adapter.mjs', body));
    expect(await leased.ask('load', { extension }, patient)).toMatchObject({
      trouble: { status: 'error', message: expect.stringMatching(/prepare/) as unknown },
    });
  });

  it.each([
    ['exports nothing', 'export const a = 1;', /default export .* must be an adapter with describe\(\) and start\(host\), got undefined/],
    ['exports something else', 'export default { describe: 1 };', /must be an adapter/],
    ['throws', 'throw new RangeError("not today");', /not today/],
    ['describes itself incompletely', body.replace("version: '1', ", ''), /answer to "describe".*field "runtime\.version"/],
    ['describes itself wrongly', body.replace('claims: []', "claims: ['speed']"), /field "runtime\.claims\.0".*memory-limit.*got "speed"/],
  ])('says what is wrong with a module that %s', async (_, text, message) => {
    using folder = openFolder();
    const target = { kind: 'module', name: 'own', url: moduleIn(folder, 'adapter.mjs', text), own: false, options: {} } as const;
    await expect(describeRuntime(target)).rejects.toThrow(message);
  });

  it('disposes the runtime and ends when the suite is gone', async () => {
    using folder = openFolder();
    const url = moduleIn(folder, 'adapter.mjs', body);
    const main = fileURLToPath(new URL('main.ts', import.meta.url));
    const child = spawn(process.execPath, [main, '--adapter', url, '--option', `bye=${folder.join('bye')}`], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.stdin.write('{"jsonrpc":"2.0","id":1,"method":"prepare","params":{"network":{"answers":{}}}}\n');
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.stdin.end();
    expect(await ended).toBe(0);
    expect(existsSync(folder.join('bye'))).toBe(true);
  });
});
