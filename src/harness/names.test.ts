import { describe, expect, it } from 'vitest';

import { drawName, drawNames } from './names.ts';

const awkward = {
  url: 'https://inside.test/a?to=https%3A%2F%2Foutside.test',
  glob: 'https://*.inside.test:8443/*',
  'GET https://inside.test/': { headers: { location: 'http://outside.test' } },
  lines: ['inside.test\ninside.test', '\u0000inside.test', '"inside.test"', '\u2028inside.test\t'],
  source: "if (/x/.test(value)) import('inside.test')",
  token: '{{name}} and {{besideName}}, {{unknown}} {{not a token}} {{}}',
  plain: [null, true, -1.5, '', { nothing: [] }],
};

describe('drawNames', () => {
  it('gives everything back as it was', () => {
    const names = drawNames();
    names.remember('name', drawName());
    expect(names.reveal(names.disguise(awkward))).toEqual(awkward);
  });

  it('leaves no host of the case standing, in any text or key', () => {
    const text = JSON.stringify(drawNames().disguise(awkward));
    expect(text).not.toMatch(/inside|outside/);
    expect(text).toMatch(/n[0-9a-f]{12}\.test/);
  });

  it('changes nothing but hosts and tokens', () => {
    const names = drawNames();
    const { lines, source, plain } = names.disguise(awkward);
    expect(lines.map((line) => line.replaceAll(/n[0-9a-f]{12}/g, 'inside'))).toEqual(awkward.lines);
    expect(source).toContain('/x/.test(value)');
    expect(plain).toEqual(awkward.plain);
    expect(names.disguise('latest.testing is contest.test1 and attest.test-drive')).toBe(
      'latest.testing is contest.test1 and attest.test-drive',
    );
  });

  it('gives one host one name, also below another label', () => {
    const [one, two, below] = drawNames().disguise(['inside.test', 'https://inside.test/', 'api.inside.test']);
    expect(two).toBe(`https://${one}/`);
    expect(below).toBe(`api.${one}`);
  });

  it('takes an offered text for its token only where the token stood', () => {
    const names = drawNames();
    names.offer('hostRoute', 'items');
    expect(names.reveal('letters.items.create')).toBe('letters.items.create');
    expect(names.disguise({ name: '{{hostRoute}}' })).toEqual({ name: 'items' });
    expect(names.reveal('the route items is taken')).toBe('the route {{hostRoute}} is taken');
    expect(names.disguise('{{hostRoute}}')).toBe('items');
  });

  it('gives other names each time', () => {
    expect(drawNames().disguise('inside.test')).not.toBe(drawNames().disguise('inside.test'));
  });

  it('keeps keys that look like members of Object.prototype', () => {
    const value: unknown = JSON.parse('{"__proto__":{"a":"inside.test"},"constructor":"inside.test"}');
    const names = drawNames();
    const there = names.disguise(value);
    expect(JSON.stringify(there)).toMatch(/^\{"__proto__":\{"a":"n\w+\.test"\},"constructor":"n\w+\.test"\}$/);
    expect(JSON.stringify(names.reveal(there))).toBe(JSON.stringify(value));
  });

  it('leaves out what has no value', () => {
    expect(drawNames().disguise({ a: undefined, b: 'c' })).toStrictEqual({ b: 'c' });
    expect(drawNames().disguise(undefined)).toBeUndefined();
  });

  it('uses a remembered text for its token, and takes it back wherever it turns up', () => {
    const names = drawNames();
    names.remember('name', 'nsecret');
    expect(names.disguise('@scope/{{name}}')).toBe('@scope/nsecret');
    expect(names.reveal({ message: 'in nsecret/index.js' })).toEqual({ message: 'in {{name}}/index.js' });
  });

  it('draws a name for a token that nobody remembered', () => {
    const names = drawNames();
    const drawn = names.disguise('{{tripwire}}');
    expect(drawn).toMatch(/^n[0-9a-f]{12}$/);
    expect(names.disguise('{{tripwire}}')).toBe(drawn);
    expect(names.reveal(drawn)).toBe('{{tripwire}}');
  });
});
