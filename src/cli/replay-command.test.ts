import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { packageRoot } from '../package-root.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

const withoutGenerator = `import { registerHooks } from 'node:module';
registerHooks({
  resolve: (specifier, context, next) => {
    if (specifier === 'fast-check') throw new Error('fast-check is not there');
    return next(specifier, context);
  },
});`;

const sandproof = (...words: readonly string[]) =>
  spawnSync(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(withoutGenerator)}`, main, ...words], {
    encoding: 'utf8',
  });

describe('sandproof replay', () => {
  it('plays a finding where no generator is installed', () => {
    const repro = join(packageRoot, 'fixtures/repros/requests-62fc541f3254.json');
    const again = sandproof('replay', repro, '--adapter', 'reference', '--fault', 'globs-match-as-in-directus');
    expect(again).toMatchObject({ status: 1, stdout: expect.stringMatching(/^FAIL a request is sent exactly/) as string, stderr: '' });
    const sound = sandproof('replay', repro, '--adapter', 'reference');
    expect(sound).toMatchObject({ status: 0, stdout: expect.stringMatching(/^ok /) as string, stderr: '' });
    // the same command line without it: this is what must not happen above
    const drawn = sandproof('fuzz', '--in-process', '--runs', '1', '--seed', '1');
    expect(drawn.stderr).toContain('fast-check is not there');
  });
});
