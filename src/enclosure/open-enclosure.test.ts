import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import type { NetworkRecord, NetworkTable } from '../contract/network.ts';
import { openFolder } from '../harness/testing/open-folder.testing.ts';
import { lackOfEnclosure, openEnclosure } from './open-enclosure.ts';

const lack = await lackOfEnclosure();

interface Seen {
  readonly printed: string;
  readonly records: readonly NetworkRecord[];
}

/** What a module prints that runs inside, with `ca` as the authority to trust, and what the gateway told of it. */
const runInside = async (table: NetworkTable, source: string): Promise<Seen> => {
  const records: NetworkRecord[] = [];
  await using enclosure = await openEnclosure((record) => records.push(record));
  await enclosure.mount(table);
  const [command = '', ...args] = enclosure.enter([process.execPath, '--input-type=module', '-e', source]);
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, CA: enclosure.ca } });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  await once(child, 'close');
  await enclosure.settle();
  return { printed, records };
};

const get = `
  import { get as plain } from 'node:http';
  import { get as secure } from 'node:https';
  const get = (url) => new Promise((resolve) => (url.startsWith('https') ? secure : plain)(url, { ca: process.env.CA, agent: false }, (answer) => {
    let text = answer.statusCode + ' ' + (answer.headers.location ?? '');
    answer.setEncoding('utf8').on('data', (more) => (text += more)).on('end', () => resolve(text)).on('error', () => resolve('broken off'));
  }).on('error', ({ code }) => resolve(code)));
  for (const url of process.argv.slice(1)) console.log(await get(url));`;

const fetching = (...urls: readonly string[]): string => get.replace('process.argv.slice(1)', JSON.stringify(urls));

describe.skipIf(lack !== undefined)('openEnclosure', () => {
  it('answers by the table under any name and address, with and without TLS, and cuts off what is not in it', async () => {
    const { printed, records } = await runInside(
      {
        answers: {
          'https://inside.test/': [{ body: 'first' }, { status: 404, body: 'second' }],
          'http://198.51.100.9:8081/x': { body: 'by an address' },
          'https://[2001:db8::9]/': { redirect: { status: 307, to: 'https://inside.test/' } },
        },
      },
      fetching(
        'https://inside.test/',
        'https://inside.test/',
        'http://198.51.100.9:8081/x',
        'https://[2001:db8::9]/',
        'https://outside.test/',
      ),
    );
    expect(printed.split('\n')).toEqual(['200 first', '404 second', '200 by an address', '307 https://inside.test/', 'ECONNRESET', '']);
    expect(records.flatMap((record) => (record.kind === 'request' ? [`${record.url} ${record.inTable}`] : [record.kind]))).toEqual([
      'dns',
      'https://inside.test/ true',
      'dns',
      'https://inside.test/ true',
      'http://198.51.100.9:8081/x true',
      'https://[2001:db8::9]/ true',
      'dns',
      'https://outside.test/ false',
    ]);
  });

  it('leads connections to the servers of the table, by the names of the table, turn by turn', async () => {
    const { printed, records } = await runInside(
      {
        servers: {
          open: { at: ['198.51.100.7:80'], answers: { '/a': { body: 'open' } } },
          secure: { at: ['198.51.100.8:8443'], certificate: { name: 'secure.test' }, answers: { '*': { body: 'secure' } } },
          closed: { at: ['198.51.100.9:80'], refuses: true, answers: {} },
        },
        dns: { 'turns.test': [['198.51.100.7'], ['198.51.100.9']], 'secure.test': ['198.51.100.8'], 'nobody.test': [] },
      },
      fetching('http://turns.test/a', 'http://turns.test/a', 'https://secure.test:8443/', 'http://nobody.test/', 'http://198.51.100.10/'),
    );
    expect(printed.split('\n')).toEqual(['200 open', 'ECONNRESET', '200 secure', 'ENOTFOUND', 'ECONNRESET', '']);
    expect(records.filter(({ kind }) => kind === 'connect')).toEqual([
      { kind: 'connect', target: '198.51.100.7:80', server: 'open' },
      { kind: 'connect', target: '198.51.100.9:80', server: 'closed' },
      { kind: 'connect', target: '198.51.100.8:8443', server: 'secure' },
      { kind: 'connect', target: '198.51.100.10:80' },
    ]);
  });

  it('tells of a connection to a place of the table that brings no request as one to that place', async () => {
    const { records } = await runInside(
      { answers: { 'https://inside.test/': { body: 'hello' } } },
      `import { connect } from 'node:net';
       const socket = connect(443, 'inside.test', () => socket.destroy());`,
    );
    expect(records).toEqual([
      { kind: 'dns', name: 'inside.test' },
      { kind: 'connect', target: '203.0.113.7:443', server: 'inside.test' },
    ]);
  });

  it('tells of a request that has only begun when it settles, on a connection that brought one before too', async () => {
    const records: NetworkRecord[] = [];
    await using enclosure = await openEnclosure((record) => records.push(record));
    await enclosure.mount({ answers: { 'http://inside.test/': { body: 'hello' } } });
    const source = `import { Agent, request } from 'node:http';
      const options = { host: 'inside.test', agent: new Agent({ keepAlive: true, maxSockets: 1 }) };
      request({ ...options, path: '/' }, (answer) => answer.resume().on('end', () => setImmediate(() => {
        const begun = request({ ...options, method: 'POST', path: '/begun', headers: { 'content-length': 100 } });
        begun.write('half', () => console.log('written'));
      }))).end();`;
    const [command = '', ...args] = enclosure.enter([process.execPath, '--input-type=module', '-e', source]);
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    await enclosure.settle();
    child.kill('SIGKILL');
    expect(records.map((record) => (record.kind === 'connect' ? record : record.kind))).toEqual([
      'dns',
      'request',
      { kind: 'connect', target: '203.0.113.7:80', server: 'inside.test' },
    ]);
  });

  it('tells of multicast and broadcast', async () => {
    const { records } = await runInside(
      {},
      `import { createSocket } from 'node:dgram';
       const send = (type, address, prepare) => new Promise((resolve) => {
         const socket = createSocket(type).bind(0, () => { prepare(socket); socket.send('x', 4444, address, () => socket.close(resolve)); });
       });
       await send('udp4', '239.1.2.3', () => {});
       await send('udp6', 'ff02::1', () => {});
       await send('udp4', '255.255.255.255', (socket) => socket.setBroadcast(true));`,
    );
    expect(new Set(records.map((record) => record.kind === 'connect' && record.target.replace(/ \(.*/, '')))).toEqual(
      new Set(['a multicast address', 'a broadcast address']),
    );
  });

  it('gives no right to leave, and keeps the folder', async () => {
    const { printed, records } = await runInside(
      {},
      `import { spawnSync } from 'node:child_process';
       const run = (...words) => spawnSync(words[0], words.slice(1)).status !== 0;
       console.log(run('ip', 'route', 'flush', 'table', 'local'), run('nsenter', '--target=1', '--net', 'true'), run('ip', 'link', 'add', 'x', 'type', 'dummy'), process.cwd());`,
    );
    expect(printed.trim()).toBe(`true true true ${process.cwd()}`);
    expect(records).toEqual([]);
  });

  it('leaves what its inhabitants say to each other to themselves', async () => {
    const { printed, records } = await runInside(
      {},
      `import { createServer, connect } from 'node:net';
       const server = createServer((socket) => socket.end('own')).listen(0, '127.0.0.1', () => {
         connect(server.address().port, '127.0.0.1').setEncoding('utf8').on('data', console.log).on('close', () => server.close());
       });`,
    );
    expect(printed).toBe('own\n');
    expect(records).toEqual([]);
  });
});

describe('openEnclosure of the kind "proxy"', () => {
  it('answers what is sent through it, plain and in a tunnel, cuts off the rest, and tells of it', async () => {
    using folder = openFolder();
    const records: NetworkRecord[] = [];
    await using enclosure = await openEnclosure((record) => records.push(record), process.env, 'proxy');
    const { proxy = '', ca } = enclosure;
    expect(enclosure.enter(['a', 'b'])).toEqual(['a', 'b']);
    await enclosure.mount({ answers: { 'http://inside.test/': { body: 'plain' }, 'https://inside.test:8443/x': { body: 'tunnelled' } } });
    writeFileSync(folder.join('ca.pem'), ca);
    const source = `const get = (url) => fetch(url).then((answer) => answer.text(), ({ cause }) => cause.code ?? cause.message);
      for (const url of ['http://inside.test/', 'https://inside.test:8443/x', 'https://outside.test/']) console.log(await get(url));`;
    const env = {
      ...process.env,
      NODE_USE_ENV_PROXY: '1',
      HTTP_PROXY: proxy,
      HTTPS_PROXY: proxy,
      NODE_EXTRA_CA_CERTS: folder.join('ca.pem'),
    };
    const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'ignore'], env });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    await once(child, 'close');
    await enclosure.settle();
    expect(printed.split('\n').slice(0, 2)).toEqual(['plain', 'tunnelled']);
    expect(records.map((record) => record.kind === 'request' && `${record.url} ${String(record.inTable)}`)).toEqual([
      'http://inside.test/ true',
      'https://inside.test:8443/x true',
      'https://outside.test/ false',
    ]);
  });
});
