import { describe, expect, it } from 'vitest';
import type { Benchmark } from './benchmark.ts';
import { times } from './figures.ts';
import { formatConsole, formatPage } from './format-report.ts';

const findings = {
  figures: [times('a / b', [1, 1], [2, 2], { most: 1.15 }), times('c / b', [1, 1], [1, 1], { most: 1.15 })],
  notes: ['d: no'],
};
const benchmark: Benchmark = { name: 'sample', method: 'Both are measured.', run: () => Promise.resolve(findings) };

describe('formatConsole', () => {
  it('says of every goal whether it was reached', () => {
    const [name, missed, reached, note] = formatConsole({ benchmark, findings }).split('\n');
    expect([name, note]).toEqual(['sample', '  d: no']);
    expect(missed).toMatch(/a \/ b .* 2\.00 × .*n=2 .*≤ 1\.15 × missed$/);
    expect(reached).toMatch(/c \/ b .* 1\.00 × .*≤ 1\.15 × reached$/);
  });
});

describe('formatPage', () => {
  it('holds the machine, the command, the method and every figure', () => {
    const machine = { node: 'v1', platform: 'p', processor: 'q', cores: 2, date: '2000-01-01', command: 'npm run bench' };
    const page = formatPage(machine, [{ benchmark, findings }]);
    for (const text of ['npm run bench', 'Node v1, p, 2 cores of q, 2000-01-01', 'Both are measured.', '| a / b | 2.00 × |', '\nd: no'])
      expect(page).toContain(text);
  });
});
