/** Runs every gate (the scripts `check:*` of package.json), says which are red, and ends with `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/package-root.ts';

const { scripts } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const gates = Object.keys(scripts).filter((name) => name.startsWith('check:'));

const isGreen = (gate: string): boolean => {
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', gate], {
    cwd: packageRoot,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok ' : 'RED'} ${gate} (${seconds} s)`);
  if (status !== 0) console.log(`${stdout}${stderr}`.trimEnd().replaceAll(/^/gm, '    '));
  return status === 0;
};

const results = gates.map(isGreen);
const failed = results.filter((green) => !green).length;
if (gates.length === 0) throw new Error('package.json has no check:* script');
console.log(`${String(results.length - failed)} passed, ${String(failed)} failed`);
process.exitCode = failed === 0 ? 0 : 1;
