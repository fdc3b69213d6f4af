import { describe, expect, it } from 'vitest';

import { generatedProgram } from './generated-program.ts';

describe('generatedProgram', () => {
  it('puts imports at the very start, and body and act in their places', () => {
    const text = generatedProgram({ imports: '#! first', body: 'const one = 1;', act: 'one' });
    expect(text.startsWith('#! first\nimport { log }')).toBe(true);
    expect(text.indexOf("log('evaluated');")).toBeLessThan(text.indexOf('const one = 1;'));
    expect(text).toContain('const act = one;');
  });
});
