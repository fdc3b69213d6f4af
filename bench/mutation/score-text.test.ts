import { describe, expect, it } from 'vitest';

import { scoreText, type Tried } from './score-text.ts';
import { ran } from './read-coverage.ts';

const mutant = (file: string, start = 0): Tried['mutant'] => ({
  file,
  line: 1,
  operator: 'logic',
  start,
  end: start + 2,
  original: '&&',
  replacement: '||',
});
const all = [
  ...Array.from({ length: 3 }, (_, at) => mutant('src/sdk/scope/a.ts', at)),
  ...Array.from({ length: 5 }, (_, at) => mutant('src/sdk/b.ts', at)),
  mutant('src/guest/c.js'),
];
const scope = { all, chosen: 3, outside: ['src/reference/outside.ts'], cases: 5, sample: 4, scopeSample: 1 };

describe('scoreText', () => {
  it('counts each part by itself, weighs it by its mutants, and lists who got away', () => {
    const text = scoreText(
      [
        { mutant: mutant('src/sdk/scope/a.ts'), fate: 'noticed', by: 'log/records/one', because: 'it is not logged', tried: 1 },
        { mutant: mutant('src/sdk/b.ts'), fate: 'survived', tried: 5 },
        { mutant: mutant('src/guest/c.js'), fate: 'uncovered' },
      ],
      scope,
    );
    expect(text).toContain('| `src/sdk/scope` | 3 | 1 | 1 | 0 | 0 | 100.0 % | 1 | 100.0 % |');
    expect(text).toContain('| the rest of `src/sdk` | 5 | 1 | 0 | 1 | 0 | 0.0 % | 1 | 0.0 % |');
    expect(text).toContain('| `src/reference` | 0 | 0 | 0 | 0 | 0 | - | 0 | - |');
    expect(text).toContain('| all | 9 | 3 | 1 | 1 | 1 | 33.3 % | 3 | 33.3 % |');
    expect(text).toContain('- `src/sdk/b.ts`:1 logic:');
    expect(text).not.toContain('- `src/sdk/scope/a.ts`');
  });
  it('gives a second score without what nobody can tell apart and without what no clause speaks of, even when it was noticed', () => {
    const timer = { ...mutant('src/reference/timer.ts'), original: 'clearTimeout(timer);' };
    const option = mutant('src/sdk/request/parse-proxy.ts');
    const text = scoreText(
      [
        { mutant: mutant('src/reference/a.ts'), fate: 'noticed', by: 'log/records/one', because: 'it is not logged', tried: 1 },
        { mutant: mutant('src/reference/b.ts'), fate: 'survived', tried: 5 },
        { mutant: timer, fate: 'survived', tried: 5 },
        { mutant: option, fate: 'noticed', by: 'log/records/one', because: 'it is not logged', tried: 1 },
      ],
      { ...scope, all: [mutant('src/reference/a.ts'), mutant('src/reference/b.ts'), timer, option] },
    );
    expect(text).toContain('| `src/reference` | 3 | 3 | 1 | 2 | 0 | 33.3 % | 2 | 50.0 % |');
    expect(text).toContain('| the rest of `src/sdk` | 1 | 1 | 1 | 0 | 0 | 100.0 % | 0 | - |');
    expect(text).toMatch(/### Not looked at yet[^]*src\/reference\/b\.ts[^]*### Nobody can tell them[^]*timer\.ts/);
  });
});

describe('ran', () => {
  const ranges = [
    { startOffset: 0, endOffset: 100, count: 1 },
    { startOffset: 20, endOffset: 60, count: 0 },
    { startOffset: 30, endOffset: 40, count: 2 },
  ];
  it.each([
    [10, true],
    [25, false],
    [35, true],
    [60, true],
    [100, false],
  ])('asks the innermost range around offset %i', (start, expected) => {
    expect(ran(mutant('a.ts', start), { url: 'a.ts', ranges })).toBe(expected);
  });
});
