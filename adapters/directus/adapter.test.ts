import { mkdtempSync, rmSync, symlinkSync, writeFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { isHeavy, lackOfRuntime } from '../../src/harness/installed-runtime.ts';
import { endpointOutcome, endpointRequest, isInternalError } from './endpoint-calls.ts';
import { linksTo, putLinks, removeLinks, removeOthers, writeEnvoy } from './extensions.ts';
import { openFlows, readFlowAnswer } from './flows.ts';
import { operation } from './envoy.ts';
import { readLogLine, type LogLine } from './log-lines.ts';
import { returnedOutcome, threwOutcome } from './outcome-of.ts';
import { refusalOf } from './refusal.ts';

const openFolder = (): Disposable & { readonly path: string } => {
  const path = mkdtempSync(join(tmpdir(), 'sandproof-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
};

const line = (fields: object): LogLine => readLogLine(JSON.stringify({ level: 30, time: 1, pid: 2, hostname: 'host', ...fields }));

describe('the adapter of Directus', () => {
  it('is a heavy one, and says how to install what it lacks', () => {
    expect(isHeavy('directus')).toBe(true);
    const lack = lackOfRuntime('directus') ?? 'npm run adapters:install directus';
    expect(lack).toContain('npm run adapters:install directus');
  });
});

describe('readLogLine', () => {
  it('takes a bare line on the level of log for a record', () => {
    expect(line({ msg: '{"level":60} %s' })).toEqual({ kind: 'record', text: '{"level":60} %s' });
    expect(line({ msg: '' })).toEqual({ kind: 'record', text: '' });
  });

  it('leaves what JSON escapes escaped, and nothing else', () => {
    expect(line({ msg: 'a\nb\u001b\u0085\u2028\\' })).toEqual({ kind: 'record', text: 'a\\nb\\u001b\u0085\u2028\\' });
  });

  it('takes what Directus itself says for no record', () => {
    for (const msg of ['Extensions loaded', 'Extensions reloaded', 'Added extensions: n1, n2', 'Server started at /x'])
      expect(line({ msg })).toEqual({ kind: 'other', text: msg });
    expect(line({ msg: 'request completed', req: {}, res: {} })).toMatchObject({ kind: 'other' });
    expect(readLogLine('printed past the logger')).toMatchObject({ kind: 'other' });
  });

  it('reads warnings and errors', () => {
    expect(line({ level: 40, msg: 'no', err: { type: 'TypeError', message: 'no', stack: 'TypeError: no\n at x' } })).toEqual({
      kind: 'trouble',
      text: 'no',
      error: { name: 'TypeError', message: 'no', stack: 'TypeError: no\n at x' },
    });
  });
});

describe('refusalOf', () => {
  const manifest = JSON.stringify({ name: 'n1' });
  const added = line({ msg: 'Added extensions: n1' });
  const failed = (type: string, message: string, stack = ''): readonly LogLine[] => [
    line({ level: 40, msg: `Couldn't register operation "n1"` }),
    line({ level: 40, msg: message, err: { type, message, stack } }),
    added,
  ];

  it('finds nothing wrong with an extension that is there', () => {
    expect(refusalOf(manifest, [added])).toBeUndefined();
    expect(refusalOf(manifest, [line({ level: 40, msg: `Couldn't register operation "n2"` }), added])).toBeUndefined();
  });

  it('refuses for the manifest what Directus does not find, or finds invalid', () => {
    expect(refusalOf(manifest, [])).toMatchObject({ phase: 'manifest' });
    expect(refusalOf('{', [added])).toMatchObject({ phase: 'manifest' });
    const invalid = { type: 'Error', message: 'The manifest of the extension "n1" is invalid', stack: '' };
    expect(
      refusalOf(manifest, [line({ level: 40, msg: "Couldn't load extensions" }), line({ level: 40, msg: invalid.message, err: invalid })]),
    ).toEqual({
      phase: 'manifest',
      error: { name: 'Error', message: invalid.message },
    });
  });

  it('tells the phases apart by what was logged', () => {
    expect(refusalOf(manifest, failed('Error', 'ENOENT: no such file'))).toMatchObject({ phase: 'manifest' });
    expect(refusalOf(manifest, failed('SyntaxError', 'Unexpected token'))).toMatchObject({ phase: 'link' });
    expect(refusalOf(manifest, failed('RangeError', 'no'))).toMatchObject({
      phase: 'evaluate',
      error: { name: 'RangeError', message: 'no' },
    });
    expect(refusalOf(manifest, failed('TypeError', 'x is no function', 'at <extensions-sandbox>:3:1'))).toMatchObject({
      phase: 'register',
    });
    expect(refusalOf(manifest, failed('Error', 'Script execution timed out.'))).toMatchObject({ phase: 'evaluate', limit: 'cpu' });
  });
});

describe('calls of endpoints', () => {
  it('are requests below the mount, with JSON where there is a body', () => {
    const request = { method: 'GET', target: '/a?b', headers: { x: 'y' } };
    expect(endpointRequest('n1', { ...request, body: {} })).toEqual({ method: 'GET', target: '/n1/a?b', headers: { x: 'y' } });
    expect(endpointRequest('n1', { ...request, body: { c: 1 } })).toEqual({
      method: 'GET',
      target: '/n1/a?b',
      headers: { 'content-type': 'application/json', x: 'y' },
      body: '{"c":1}',
    });
  });

  it('end in the response, or in nothing where there is no such route', () => {
    const json = { 'content-type': 'application/json; charset=utf-8' };
    expect(endpointOutcome({ status: 200, headers: json, body: '{"__proto__":1}' })).toEqual({
      status: 'returned',
      json: `{"status":200,"headers":${JSON.stringify(json)},"body":{"__proto__":1}}`,
    });
    const ofServer = { date: 'Thu, 26 Nov 2026 20:04:28 GMT', connection: 'keep-alive', 'keep-alive': 'timeout=5' };
    expect(endpointOutcome({ status: 200, headers: ofServer, body: '{}' })).toMatchObject({
      json: '{"status":200,"headers":{},"body":"{}"}',
    });
    const error = (code: string): string => JSON.stringify({ errors: [{ extensions: { code } }] });
    expect(endpointOutcome({ status: 404, headers: json, body: error('ROUTE_NOT_FOUND') })).toEqual({ status: 'absent' });
    expect(isInternalError({ status: 500, headers: json, body: error('INTERNAL_SERVER_ERROR') })).toBe(true);
    expect(isInternalError({ status: 500, headers: {}, body: 'x' })).toBe(false);
  });
});

describe('outcomes', () => {
  it('of values are their JSON', () => {
    expect(returnedOutcome({ a: 1 })).toEqual({ status: 'returned', json: '{"a":1}' });
    expect(returnedOutcome(undefined)).toEqual({ status: 'returned', undefined: true });
    expect(returnedOutcome(1n)).toMatchObject({ status: 'threw', error: { name: 'TypeError' } });
  });

  it('of what was thrown are bounded, and tell a stop from an error', () => {
    expect(threwOutcome('text')).toEqual({ status: 'threw', thrown: '"text"' });
    expect(threwOutcome(Object.assign(new Error('x'.repeat(9999)), { status: 4 }))).toEqual({
      status: 'threw',
      thrown: 'null',
      error: { name: 'Error', message: 'x'.repeat(4096), status: 4 },
    });
    expect(threwOutcome(new Error('Script execution timed out.'))).toEqual({ status: 'stopped', limit: 'cpu' });
  });

  it('of a flow are what its last step tells', () => {
    const told = operation.handler({ ended: 'reject' }, { data: { $last: new TypeError('no') } });
    expect(readFlowAnswer({ status: 200, headers: {}, body: JSON.stringify(told) })).toEqual({
      status: 'threw',
      thrown: 'null',
      error: { name: 'TypeError', message: 'no' },
    });
    expect(readFlowAnswer({ status: 204, headers: {}, body: '' })).toEqual({ status: 'absent' });
    expect(() => readFlowAnswer({ status: 500, headers: {}, body: '{"errors":[]}' })).toThrow(/answered with 500/);
  });
});

describe('openFlows', () => {
  it('changes a flow for an operation or for other names of options, and fills in the values', async () => {
    const changed: unknown[] = [];
    const bodies: unknown[] = [];
    const flows = await openFlows(
      async (method, target, body) => {
        if (method === 'PATCH') changed.push([target, body]);
        return method === 'GET' ? [{ id: 'flow', operation: 'step' }] : null;
      },
      async ({ body = '' }) => {
        bodies.push(JSON.parse(body));
        return { status: 200, headers: {}, body: JSON.stringify(operation.handler({ ended: 'resolve' }, { data: { $last: 1 } })) };
      },
    );
    for (const input of [{ a: 1, 'b.c': null }, { a: 2, 'b.c': [] }, { a: 3 }])
      expect(await flows.run('it', input)).toEqual({ status: 'returned', json: '1' });
    expect(changed).toEqual([
      ['/operations/step', { type: 'it', options: { a: '{{$trigger.body.v0}}', 'b.c': '{{$trigger.body.v1}}' } }],
      ['/operations/step', { type: 'it', options: { a: '{{$trigger.body.v0}}' } }],
    ]);
    expect(bodies).toEqual([{ v0: 1, v1: null }, { v0: 2, v1: [] }, { v0: 3 }]);
  });
});

describe('packages among the extensions', () => {
  it('are links, with what stands beside them, and are taken away again', async () => {
    using folder = openFolder();
    const [extensions, place] = ['extensions', 'place'].map((name) => join(folder.path, name)) as [string, string];
    for (const path of [extensions, join(place, 'package')]) mkdirSync(path, { recursive: true });
    writeFileSync(join(place, 'package', 'index.js'), 'inside');
    writeFileSync(join(place, 'main.js'), 'beside');
    symlinkSync('../main.js', join(place, 'package', 'link.js'));
    const links = await linksTo(extensions, 'n1-1', { name: 'n1', folder: join(place, 'package'), manifestText: '{}', files: {} });
    await putLinks(links);
    for (const [path, text] of [
      ['n1-1/index.js', 'inside'],
      ['n1-1/link.js', 'beside'],
      ['main.js', 'beside'],
    ] as const)
      expect(readFileSync(join(extensions, path), 'utf8')).toBe(text);
    await removeLinks(links);
    await putLinks(links.slice(0, 1));
    await writeEnvoy(extensions, { emitter: 'file:///emitter.js', isolates: 'file:///isolates.js' });
    await removeOthers(extensions);
    expect(readdirSync(extensions)).toEqual(['sandproof-envoy']);
    expect(() => readFileSync(join(extensions, 'main.js'))).toThrow(/ENOENT/);
  });

  it('have the envoy beside them, which asks for no sandbox', async () => {
    using folder = openFolder();
    await writeEnvoy(folder.path, { emitter: 'file:///emitter.js', isolates: 'file:///isolates.js' });
    const text = readFileSync(join(folder.path, 'sandproof-envoy', 'package.json'), 'utf8');
    expect(JSON.parse(text)).not.toHaveProperty(['directus:extension', 'sandbox']);
    expect(readFileSync(join(folder.path, 'sandproof-envoy', 'index.js'), 'utf8')).toContain('serve(emitter, disposedIsolates)');
  });
});
