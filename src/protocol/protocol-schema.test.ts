import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { packageRoot } from '../package-root.ts';
import { errorLine, methodNames, notificationLines, requestLines, resultLines } from './lines.ts';
import type { MethodName } from './messages.ts';
import { protocolSchema } from './protocol-schema.ts';

const file = fileURLToPath(new URL('protocol.schema.json', import.meta.url));

type JsonSchema = Parameters<typeof z.fromJSONSchema>[0];

const published = JSON.parse(readFileSync(file, 'utf8')) as { readonly $defs: Readonly<Record<string, object>> };

/** One definition of the published file as a schema again. */
const definition = (name: string): z.ZodType =>
  z.fromJSONSchema({ $ref: `#/$defs/${name}`, $defs: published.$defs } as unknown as JsonSchema);

interface Line {
  readonly from: 'suite' | 'cell';
  readonly text: string;
  readonly value: { readonly id?: number; readonly method?: string; readonly error?: unknown };
}

const page = readFileSync(join(packageRoot, 'docs', 'protocol.md'), 'utf8');
const conversation: readonly Line[] = [...page.matchAll(/^([→←]) (.*)$/gm)].map(([, arrow, text = '']) => ({
  from: arrow === '→' ? 'suite' : 'cell',
  text,
  value: JSON.parse(text) as Line['value'],
}));

/** The schema of the code that a line of a conversation has to fit, and the name of the published one. */
const schemaOf = ({ from, value }: Line, asked: ReadonlyMap<number, string>): readonly [z.ZodType | undefined, string] => {
  const { id, method } = value;
  if (from === 'suite') return [requestLines[method as MethodName], `request.${method ?? ''}`];
  if (method !== undefined) return [notificationLines[method as keyof typeof notificationLines], `notification.${method}`];
  if (value.error !== undefined) return [errorLine, 'error'];
  const of = asked.get(id ?? 0) ?? '';
  return [resultLines[of as MethodName], `result.${of}`];
};

describe('protocol.schema.json', () => {
  it('is what the code says; `node scripts/generate-protocol.ts` writes it', async () => {
    const text = await format(JSON.stringify(protocolSchema()), { ...(await resolveConfig(file)), filepath: file });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('defines every line once, by its direction', () => {
    const names = (direction: string): readonly string[] =>
      (published.$defs[direction] as { anyOf: { $ref: string }[] }).anyOf.map(({ $ref }) => $ref.replace('#/$defs/', ''));
    expect(names('fromSuite')).toEqual(methodNames.map((name) => `request.${name}`));
    expect(names('fromCell')).toEqual([
      ...methodNames.map((name) => `result.${name}`),
      'error',
      'notification.log',
      'notification.network',
    ]);
    expect(Object.keys(published.$defs).toSorted()).toEqual(
      ['fromSuite', 'fromCell', ...names('fromSuite'), ...names('fromCell')].toSorted(),
    );
  });

  it.each<[string, object]>([
    [
      'request.load',
      { jsonrpc: '2.0', id: 1, method: 'load', params: { extension: { name: 'a', folder: '/', manifestText: '', files: { a: 1 } } } },
    ],
    ['request.call', { jsonrpc: '2.0', id: 1, method: 'call', params: { entry: { extension: 'a' }, input: null } }],
    ['result.call', { jsonrpc: '2.0', id: 1, result: { status: 'hung' } }],
    ['result.load', { jsonrpc: '2.0', id: 1, result: { sandbox: 'a', limits: { cpuMs: 1 } } }],
    ['result.ping', { jsonrpc: '2.0', id: '1', result: {} }],
    ['result.ping', { jsonrpc: '2.0', id: 1, result: { pong: true } }],
    ['notification.log', { jsonrpc: '2.0', method: 'log', params: { extension: 'a' } }],
    ['error', { jsonrpc: '2.0', id: 1, error: { message: 'no code' } }],
  ])('takes no wrong line for %s', (name, line) => {
    expect(definition(name).safeParse(line).success).toBe(false);
  });
});

describe('the conversation of docs/protocol.md', () => {
  it('has every method, a notification, each kind of load and most outcomes', () => {
    const methods = new Set(conversation.flatMap(({ from, value }) => (from === 'suite' ? [value.method ?? ''] : [])));
    expect([...methods].toSorted()).toEqual([...methodNames].toSorted());
    const said = conversation.map(({ text }) => text).join('\n');
    for (const part of [/"method": ?"log"/, /"refused"/, /"sandbox"/, /"returned"/, /"threw"/, /"absent"/]) expect(said).toMatch(part);
  });

  it('fits the schemas line by line, those of the code and the published ones, and answers every request once', () => {
    const asked = new Map<number, string>();
    for (const line of conversation) {
      const [schema, name] = schemaOf(line, asked);
      const { id, method } = line.value;
      if (line.from === 'suite') asked.set(id ?? 0, method ?? '');
      else if (id !== undefined) asked.delete(id);
      expect([line.text, schema?.safeParse(line.value).success, definition(name).safeParse(line.value).success]).toEqual([
        line.text,
        true,
        true,
      ]);
    }
    expect([...asked]).toEqual([]);
  });
});
