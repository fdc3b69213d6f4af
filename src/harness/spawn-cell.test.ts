import { writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { openFolder } from './testing/open-folder.testing.ts';
import { resolveAdapter } from './resolve-adapter.ts';
import { spawnCell } from './spawn-cell.ts';
import { layTripwires } from './tripwires.ts';

/** What a program sees that a command starts: its words and the names of its variables. */
const seenBy = async (
  words: string,
  environment?: Readonly<Record<string, string>>,
): Promise<{ readonly argv: readonly string[]; readonly env: readonly string[] }> => {
  using folder = openFolder();
  writeFileSync(
    folder.join('shows itself.mjs'),
    'process.stdout.write(JSON.stringify({ argv: process.argv.slice(2), env: Object.keys(process.env) }));',
  );
  const target = resolveAdapter(`exec: "${process.execPath}" "${folder.join('shows itself.mjs')}" ${words}`);
  await using tripwires = await layTripwires();
  const cell = await spawnCell(
    { ...target, evidence: 'none' },
    'mark',
    { tripwires, ...(environment === undefined ? {} : { environment }) },
    () => undefined,
  );
  let text = '';
  cell.output.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  await cell.ended;
  await cell.end();
  return JSON.parse(text) as Awaited<ReturnType<typeof seenBy>>;
};

describe('spawnCell', () => {
  it('takes quoted words as they are, and gives nothing to a shell', async () => {
    const { argv } = await seenBy(`arg "with space" 'single "inside"' "" $HOME \`id\` ; | > /tmp/x && *.ts`);
    expect(argv).toEqual(['arg', 'with space', 'single "inside"', '', '$HOME', '`id`', ';', '|', '>', '/tmp/x', '&&', '*.ts']);
  });

  it("passes on little of the suite's own environment", async () => {
    process.env['SANDPROOF_TEST_SECRET'] = 'x';
    const { env } = await seenBy('');
    delete process.env['SANDPROOF_TEST_SECRET'];
    const allowed = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'SystemRoot', 'SANDPROOF_CELL', 'TZ', 'LC_MESSAGES', '__CF_USER_TEXT_ENCODING'];
    expect(env.filter((name) => !allowed.includes(name) && !name.startsWith('SANDPROOF_TRIP_'))).toEqual([]);
  });

  it('gives a foreign program the variables of a case too', async () => {
    const { env } = await seenBy('', { HTTP_PROXY: 'http://198.51.100.66:3128' });
    expect(env).toContain('HTTP_PROXY');
    expect((await seenBy('')).env).not.toContain('HTTP_PROXY');
  });

  it('says which program can’t be started', async () => {
    const target = resolveAdapter('exec: ./no-such-program --flag');
    await using tripwires = await layTripwires();
    await expect(spawnCell({ ...target, evidence: 'none' }, 'mark', { tripwires }, () => undefined)).rejects.toThrow(
      /"\.\/no-such-program" could not be started: .*ENOENT/,
    );
  });
});
