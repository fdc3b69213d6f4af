import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { describeRuntime } from '../../../src/harness/describe-runtime.ts';
import { leaseCells, type Lease } from '../../../src/harness/lease.ts';
import { resolveAdapter } from '../../../src/harness/resolve-adapter.ts';
import { lackOfEnclosure } from '../../../src/enclosure/open-enclosure.ts';

const patient = 15_000;
const program = fileURLToPath(new URL('adapter.py', import.meta.url));
const target = resolveAdapter(`exec: python3 "${program}"`);
/** The same without a gateway. */
const alone = { ...target, evidence: 'none' } as const;
const { status } = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))']);
const hasPython = status === 0;
const lack = await lackOfEnclosure();

const load = async (lease: Lease, source: string, requestedScopes: object, limits: object = {}): Promise<unknown> => {
  const paths = { app: 'app.js', api: 'index.js' };
  const extension = { type: 'operation', path: paths, source: paths, sandbox: { enabled: true, requestedScopes } };
  const manifestText = JSON.stringify({ name: 'own', 'directus:extension': extension });
  const asked = await lease.ask(
    'load',
    { extension: { name: 'own', folder: '/', manifestText, files: { 'index.js': source } }, limits },
    patient,
  );
  return 'result' in asked ? asked.result : asked;
};

const handler = (body: string): string =>
  `import { log, sleep, request } from 'directus:api';
   export default { id: 'run', handler: async (input) => { ${body} } };`;

const run = async (lease: Lease, input: string): Promise<unknown> => {
  const asked = await lease.ask('call', { entry: { extension: 'own', operation: 'run' }, input }, patient);
  return 'result' in asked ? asked.result : asked;
};

describe.skipIf(!hasPython)('the example in Python', () => {
  it('says what it is', async () => {
    const { runtime } = await describeRuntime(target);
    expect(runtime).toMatchObject({ name: 'python-example', engine: expect.stringMatching(/^V8 /) as unknown, claims: [] });
  });

  it('loads, logs, sleeps and answers', async () => {
    await using lease = leaseCells(alone);
    await lease.ask('prepare', { network: {} }, patient);
    expect(
      await load(lease, handler('log(`hello ${input}`); await sleep(5); return { said: input };'), { log: {}, sleep: {} }),
    ).toMatchObject({
      sandbox: 'own',
    });
    expect(await run(lease, 'you')).toEqual({ status: 'returned', json: '{"said":"you"}' });
    expect(lease.told()).toMatchObject([{ kind: 'log', extension: 'own', text: 'hello you' }]);
  });

  it('stops a loop by killing the engine, and is asked on', async () => {
    await using lease = leaseCells(alone);
    await lease.ask('prepare', { network: {} }, patient);
    await load(lease, handler('for (;;);'), {}, { cpuMs: 200 });
    expect(await run(lease, '')).toEqual({ status: 'stopped', limit: 'cpu' });
    expect(await lease.ask('ping', {}, patient)).toEqual({ result: {} });
  });

  it.each([
    ['methods', { methods: ['get'], urls: [] }, /requestedScopes\.request\.methods: expected a list/],
    ['urls', { methods: ['GET'], urls: ['https://a.test/*', 'ftp://a.test/'] }, /requestedScopes\.request\.urls\[1\]: expected a glob/],
    ['hosts', { methods: ['GET'], urls: ['https://a*.test/'] }, /urls\[0\]: expected a name, an address/],
  ])('refuses wrong %s of a scope by the field', async (_, request, message) => {
    await using lease = leaseCells(alone);
    await lease.ask('prepare', { network: {} }, patient);
    expect(await load(lease, handler(''), { request })).toEqual({
      refused: { phase: 'manifest', error: { name: 'Error', message: expect.stringMatching(message) as unknown } },
    });
  });

  it.skipIf(lack !== undefined)('sends what its scope grants and nothing else, over TLS, behind the gateway', async () => {
    await using lease = leaseCells({ ...target, evidence: 'gateway' });
    await lease.ask('prepare', { network: { answers: { 'https://inside.test/a': { body: 'reached' } } } }, patient);
    await load(lease, handler('return (await request(input)).data;'), { request: { methods: ['GET'], urls: ['https://inside.test/*'] } });
    lease.told();
    expect(await run(lease, 'https://inside.test/a')).toEqual({ status: 'returned', json: '"reached"' });
    expect(lease.told().map((one) => one.kind === 'network' && one.record.kind)).toEqual(['dns', 'request']);
    expect(await run(lease, 'https://inside.test.outside.test/a')).toMatchObject({ status: 'threw' });
    expect(lease.told()).toEqual([]);
  });
});
