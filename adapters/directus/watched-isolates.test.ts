import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';

import { describe, expect, it } from 'vitest';

describe('watchedIsolates', () => {
  it('are those of isolated-vm, and each is counted once when it is gone', () => {
    const url = new URL('./watched-isolates.ts', import.meta.url);
    url.searchParams.set('of', createRequire(import.meta.url).resolve('isolated-vm'));
    const program = `
      import isolates, { disposedIsolates } from ${JSON.stringify(url.href)};
      const [first, second] = [new isolates.Isolate(), new isolates.Isolate()];
      const counts = [disposedIsolates()];
      first.dispose();
      counts.push(disposedIsolates(), disposedIsolates());
      second.dispose();
      console.log(JSON.stringify([...counts, disposedIsolates()]));
    `;
    const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
    expect(JSON.parse(printed)).toEqual([0, 1, 1, 2]);
  });
});
