import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { properties } from '../fuzz/properties/properties.ts';
import { openFolder } from '../harness/testing/open-folder.testing.ts';
import { runCli } from './run-cli.testing.ts';

const slow = { timeout: 180_000 };

describe('sandproof fuzz', slow, () => {
  it("agrees with the package's own scope module, on granted and on denied requests", async () => {
    const { code, stdout } = await runCli(['fuzz', '--in-process', '--runs', '400', '--seed', '7']);
    expect(stdout).toMatch(/^requests \(REQ-5\): 400 programs, 0 findings; [1-9]\d{2,} requests granted, [1-9]\d{2,} denied$/m);
    expect(code).toBe(0);
  });

  it('writes the same report whether the campaign runs in one process or in four shards', async () => {
    using folder = openFolder();
    const words = ['fuzz', '--in-process', '--runs', '90', '--seed', '11'];
    const shards = ['1', '2', '3', '4'];
    const [whole, ...parts] = await Promise.all([
      runCli([...words, '--json']),
      ...shards.map((shard) => runCli([...words, '--shard', `${shard}/4`, '--out', folder.join(shard)])),
    ]);
    expect(parts.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    const merged = await runCli(['merge', ...shards.map((shard) => folder.join(`${shard}/fuzz.json`)), '--json']);
    expect(merged.code).toBe(0);
    const { shards: mergedShards, ...sum } = JSON.parse(merged.stdout) as { shards: unknown };
    const { shards: wholeShards, ...alone } = JSON.parse(whole?.stdout ?? '') as { shards: unknown };
    expect(sum).toEqual(alone);
    expect([mergedShards, wholeShards]).toEqual([
      { of: 4, done: [1, 2, 3, 4] },
      { of: 1, done: [1] },
    ]);
    const some = await runCli(['merge', folder.join('1/fuzz.json'), folder.join('2/fuzz.json')]);
    expect(some).toMatchObject({ code: 3, stderr: '2 of 4 shards are missing\n' });
  });

  it('makes what a broken runtime does small, and the file shows it again there and nowhere else', async () => {
    using folder = openFolder();
    const fault = ['--fault', 'paths-need-only-begin'];
    const found = await runCli([
      'fuzz',
      '--adapter',
      'reference',
      ...fault,
      '--property',
      'requests',
      '--runs',
      '6',
      '--seed',
      '2',
      '--out',
      folder.path,
    ]);
    expect(found.code).toBe(1);
    expect(found.stdout).toMatch(/^FAIL a request is sent exactly when its scope grants it/);
    const [name = ''] = readdirSync(folder.path).filter((file) => file.startsWith('requests-'));
    const { given, expects } = JSON.parse(readFileSync(folder.join(name), 'utf8')) as {
      given: { scopes: { request: { urls: string[] } } };
      expects: unknown[];
    };
    expect(given.scopes.request.urls.length).toBeLessThanOrEqual(2);
    expect(expects).toHaveLength(1);
    const again = await runCli(['replay', folder.join(name), '--adapter', 'reference', ...fault]);
    expect(again.code).toBe(1);
    expect(again.stdout).toMatch(/left the host, and nothing grants it/);
    const sound = await runCli(['replay', folder.join(name), '--adapter', 'reference']);
    expect(sound).toMatchObject({ code: 0, stdout: expect.stringMatching(/^ok /) as string });
  });

  it('finds nothing in the reference', async () => {
    const { code, stdout } = await runCli(['fuzz', '--adapter', 'reference', '--runs', '6', '--seed', '1']);
    for (const { name } of properties) expect(stdout).toMatch(new RegExp(`^${name} .* 6 programs, 0 findings`, 'm'));
    expect(code).toBe(0);
  });

  it.each(['silent', 'crashes', 'echo'])('finds that %s keeps no property', async (name) => {
    const { code, stdout } = await runCli(['fuzz', '--adapter', `controls/${name}`, '--runs', '1', '--seed', '1', '--json']);
    const { properties: found } = JSON.parse(stdout) as { properties: { name: string; findings: unknown[] }[] };
    expect(found.filter(({ findings }) => findings.length === 0).map((one) => one.name)).toEqual([]);
    expect(found.length).toBe(properties.length);
    expect(code).toBe(1);
  });

  it.each([
    ['log-arguments', 'logs-raw-control-characters', '3'],
    ['sleep-arguments', 'huge-sleeps-wrap', '3'],
    ['manifests', 'inherits-from-proto-keys', '16'],
    ['sequences', 'unload-does-nothing', '1'],
  ])('finds by %s that the reference %s', async (property, fault, runs) => {
    const words = ['fuzz', '--adapter', 'reference', '--seed', '1', '--property', property, '--fault', fault, '--runs', runs];
    expect(await runCli(words)).toMatchObject({ code: 1 });
  });

  it('says that a shard without a program has shown nothing', async () => {
    const { code, stderr } = await runCli(['fuzz', '--in-process', '--runs', '1', '--shard', '2/2']);
    expect(stderr).toBe('no program was run\n');
    expect(code).toBe(3);
  });

  it('does not take the sum of shards for whole when one of them was interrupted', async () => {
    using folder = openFolder();
    const words = ['fuzz', '--in-process', '--runs', '6', '--seed', '1'];
    for (const shard of ['1', '2']) await runCli([...words, '--shard', `${shard}/2`, '--out', folder.join(shard)]);
    const path = folder.join('2/fuzz.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/("clause": "REQ-5",\s+"runs": )3/, '$12'));
    const merged = await runCli(['merge', folder.join('1/fuzz.json'), path]);
    expect(merged).toMatchObject({ code: 3, stderr: '1 of 6 programs of requests were not run\n' });
  });

  it.each([
    [['--runs', '3'], /expected one --adapter, two to be compared, or --in-process, got 0 adapters\n/],
    [['--in-process', '--adapter', 'reference'], /got 1 adapters and --in-process/],
    [['--in-process', '--property', 'data'], /--in-process has the property requests alone and no faults, got "data"/],
    [['--adapter', 'reference', '--property', 'luck'], /--property: expected requests, spellings, .*, got "luck"/],
    [['--adapter', 'node-vm', '--fault', 'redirects-go-unchecked'], /needs a seam in the runtime/],
    [['--in-process', '--shard', '5/4'], /expected i\/n with i from 1 to n, such as 2\/4, got "5\/4"/],
    [['--in-process', '--for', '10'], /expected a time such as 30s, 10m or 2h, got "10"/],
    [['--adapter', 'reference', '--fault', 'nothing'], /--fault: expected one of .*got "nothing"/],
  ])('refuses %j', async (words, message) => {
    const { code, stderr } = await runCli(['fuzz', ...words]);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});
