import { describe, expect, it } from 'vitest';

import { junit } from './junit.ts';
import { failedCase, sampleCase, sampleReport } from './sample-report.testing.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#9': '\t', '#10': '\n', '#13': '\r' };

const unescape = (text: string): string => {
  if (/[<]|&(?!(?:lt|gt|amp|quot|#9|#10|#13);)/.test(text)) throw new Error(`raw markup in ${JSON.stringify(text)}`);
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text)) throw new Error(`no XML character in ${JSON.stringify(text)}`);
  return text.replaceAll(/&([^;]+);/g, (_, name: string) => entities[name] ?? '');
};

/** Reads well-formed XML of elements and attributes only. @throws {Error} where it is not well-formed */
const parse = (xml: string): Element => {
  const root: Element = { name: '', attributes: {}, children: [] };
  const open = [root];
  const body = xml.replace('<?xml version="1.0" encoding="UTF-8"?>', '');
  let at = 0;
  for (const match of body.matchAll(/<(\/?)([a-z]+)((?: [a-z]+="[^"]*")*)(\/?)>/g)) {
    const [whole, closing, name = '', attributes = '', empty] = match;
    if (body.slice(at, match.index).trim() !== '') throw new Error(`text outside of elements: ${body.slice(at, match.index)}`);
    at = match.index + whole.length;
    if (closing === '/') {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes another element`);
      continue;
    }
    const pairs = [...attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, unescape(value)]);
    if (new Set(pairs.map(([key]) => key)).size !== pairs.length) throw new Error(`an attribute stands twice in <${name}>`);
    const element: Element = { name, attributes: Object.fromEntries(pairs) as Record<string, string>, children: [] };
    open.at(-1)?.children.push(element);
    if (empty !== '/') open.push(element);
  }
  if (body.slice(at).trim() !== '' || open.length !== 1) throw new Error('the document does not end where its root ends');
  const [first] = root.children;
  if (first === undefined || root.children.length !== 1) throw new Error('there is not exactly one root');
  return first;
};

const hostile = `"><script>&amp;'\`]]>--\u0000\u0007\u001b[31m\u2028\uFFFE\uD800 \r\n\t{{}}`;

describe('junit', () => {
  it('groups cases by topic, each a test case with its clause and its time', () => {
    const report = sampleReport([sampleCase(), sampleCase({ id: 'log/records/other' }), sampleCase({ id: 'sleep/values/one' })]);
    const root = parse(junit(report));
    expect(root.attributes).toEqual({ name: 'sandproof some runtime' });
    expect(root.children.map(({ attributes }) => [attributes['name'], attributes['tests'], attributes['failures']])).toEqual([
      ['log/records', '2', '0'],
      ['sleep/values', '1', '0'],
    ]);
    expect(root.children[0]?.children[0]).toEqual({
      name: 'testcase',
      attributes: { classname: 'log/records', name: 'log/records/some (LOG-1 MUST documented): it works', time: '0.012' },
      children: [],
    });
  });

  it('makes a failure, an error, and two kinds of skipped ones', () => {
    const report = sampleReport([
      failedCase('why'),
      failedCase('why', { known: 'written down' }),
      sampleCase({ verdict: 'untestable', because: 'no gateway' }),
      sampleCase({ verdict: 'not-applicable', because: 'not claimed' }),
      sampleCase({ verdict: 'untestable', because: 'no gateway', known: 'written down' }),
    ]);
    const [suite] = parse(junit(report)).children;
    expect(suite?.attributes).toMatchObject({ tests: '5', failures: '1', errors: '1' });
    expect(suite?.children.map(({ children: [inside] }) => [inside?.name, inside?.attributes['message']])).toEqual([
      ['failure', 'why'],
      ['skipped', 'known failure: written down'],
      ['error', 'no gateway'],
      ['skipped', 'not applicable: not claimed'],
      ['skipped', 'known failure: written down'],
    ]);
  });

  it('stays well-formed whatever a runtime says, and keeps what XML can say', () => {
    const runtime = { ...sampleReport([]).runtime, name: hostile };
    const report = sampleReport([failedCase(hostile, { says: hostile, known: hostile }), failedCase(hostile)], { runtime });
    const root = parse(junit(report));
    const message = root.children[0]?.children[1]?.children[0]?.attributes['message'];
    expect(message).toBe(`"><script>&amp;'\`]]>--\uFFFD\uFFFD\uFFFD[31m\u2028\uFFFD\uFFFD \r\n\t{{}}`);
  });

  it('is well-formed without cases', () => {
    expect(parse(junit(sampleReport([]))).children).toEqual([]);
  });
});
