import { describe, expect, it } from 'vitest';

import { describeRuntime } from './describe-runtime.ts';
import { leaseCells } from './lease.ts';
import { SandproofError } from './suite-error.ts';
import { resolveAdapter } from './resolve-adapter.ts';
import { scriptCommand, scriptTarget } from './testing/script-target.testing.ts';

const saidOf = async (act: string, patienceMs?: number): Promise<string> => {
  const target = resolveAdapter(`exec: ${scriptCommand('--on', 'describe', '--do', act)}`);
  const thrown: unknown = await describeRuntime(target, undefined, patienceMs).catch((cause: unknown) => cause);
  if (!(thrown instanceof SandproofError)) throw new Error(`expected a SandproofError, got ${JSON.stringify(thrown)}`);
  expect(thrown.code).toBe('ADAPTER_NOT_STARTED');
  return thrown.message;
};

describe('an adapter that makes a mistake', () => {
  it.each<[string, string, readonly (RegExp | string)[]]>([
    ['prints to stdout', 'garbage', [/nothing but JSON-RPC 2\.0 lines/, '"Traceback (most recent call last):"', /stderr/]],
    [
      'answers another id',
      'wrong-id',
      ['"{\\"jsonrpc\\":\\"2.0\\",\\"id\\":1001', /id 1001, which is not being waited for/, /expected the id of a request: 1$/],
    ],
    ['leaves a field out', 'missing-field', [/answer to "describe"/, '\\"status\\":\\"returned\\"', /field "runtime"/]],
    ['says neither result nor error', 'no-result', ['"{\\"jsonrpc\\":\\"2.0\\",\\"id\\":1}"', /field "result"/]],
    ['gives a field another value', 'wrong-result', [/field "runtime\.claims\.0"/, /memory-limit/, /got "everything"/]],
    ['sends a notification that nobody knows', 'unknown-notification', [/"progress\\"|progress/, /expected one of log, network/]],
    ['sends a notification of another shape', 'wrong-notification', [/text is missing/, /field "text"/]],
    ['writes Latin-1', 'no-utf8', [/not UTF-8/, 'caf\uFFFD', /expected lines of JSON in UTF-8/]],
    ['writes a line without an end', 'endless-line', [/longest allowed one \(67108864 characters\)/, /starting with "zzz/]],
    ['dies', 'die', [/SIGKILL/]],
    ['dies with last words', 'complain-and-exit', [/exit code 3/, /the last words/]],
    ['answers with an error', 'throw', [/it threw: the adapter is tired/]],
  ])('that %s hears what the line was and what was expected', async (_, act, parts) => {
    const said = (await saidOf(act)).replace(/\. Try `sandproof smoke --adapter …`$/, '');
    for (const part of parts) expect(said).toMatch(part);
  });

  it('that never answers hears what it should have done', async () => {
    const said = await saidOf('silence', 1500);
    expect(said).toMatch(/gave no answer within 1500 ms to the line \{"method":"describe",…\}/);
    expect(said).toMatch(/flush/);
  });

  it('that answers twice hears of it as soon as it is asked something else', async () => {
    await using lease = leaseCells(scriptTarget('--on', 'ping', '--do', 'answer-twice'));
    await lease.ask('ping', {}, 8000);
    const asked = await lease.ask('describe', {}, 8000);
    expect(asked).toEqual({
      trouble: {
        status: 'protocol-error',
        detail: expect.stringMatching(/id 1 a second time, in the line .*expected one answer to each request/) as unknown,
      },
    });
  });
});
