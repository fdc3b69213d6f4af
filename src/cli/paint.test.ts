import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

const module = fileURLToPath(new URL('paint.ts', import.meta.url));

/** What a process paints whose stdout says of itself that it is a terminal. */
const painted = (env: Readonly<Record<string, string>>, isTTY = true): string => {
  const source = `Object.defineProperty(process.stdout, 'isTTY', { value: ${isTTY} });
    const { paint } = await import(${JSON.stringify(module)});
    process.stdout.write(paint.red('text'));`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', source], { encoding: 'utf8', env });
};

describe('paint', () => {
  it('colours on a terminal', () => {
    expect(painted({ FORCE_COLOR: '1' })).toBe('\u001b[31mtext\u001b[39m');
  });

  it('colours nothing under NO_COLOR, and nothing in a pipe', () => {
    expect(painted({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe('text');
    expect(painted({ FORCE_COLOR: '1' }, false)).toBe('text');
  });
});
