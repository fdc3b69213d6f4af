import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { childProcesses } from './child-processes.testing.ts';
import { createLauncher, type Launcher } from './create-launcher.ts';
import { detectEnclosure } from './detect-enclosure.ts';
import { extensionFolder } from './extension-folder.testing.ts';
import { defaultParts } from './reference-parts.ts';

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const linux = process.platform === 'linux';

const launch = async (spares = 0, memoryMiB = 64): Promise<Launcher & AsyncDisposable> => {
  const launcher = createLauncher({ enclosure: await detectEnclosure(), parts: defaultParts, spares, memoryMiB });
  return Object.assign(launcher, { [Symbol.asyncDispose]: () => launcher.dispose() });
};

describe.runIf(linux)('a child process on Linux', () => {
  it('has every measure that is said to be present', async () => {
    await using launcher = await launch();
    const { pid } = await launcher.take(64);
    const { isolation } = await detectEnclosure();
    const has = (words: string): boolean => isolation.measures.some(({ measure, present }) => present && measure.includes(words));
    const limits = readFileSync(`/proc/${pid}/limits`, 'utf8');
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).toBe('');
    expect(/Max core file size +0 +0 /.test(limits)).toBe(has('no core dump'));
    expect(/Max file size +0 +0 /.test(limits)).toBe(has('no written file'));
    const [, dataBytes] = /Max data size +(\d+) /.exec(limits) ?? [];
    const [, usedKiB] = /VmData:\s+(\d+) kB/.exec(status) ?? [];
    expect(has('data segment')).toBe(true);
    const free = Number(dataBytes) / 2 ** 20 - Number(usedKiB) / 2 ** 10;
    expect(free).toBeGreaterThan(64);
    expect(free).toBeLessThan(64 * 2.5);
    expect(readFileSync(`/proc/${pid}/oom_score_adj`, 'utf8').trim() === '1000').toBe(has('oom_score_adj'));
    expect(/NoNewPrivs:\s+1/.test(status)).toBe(has('no new privilege') || has('pdeathsig'));
    expect(/CapEff:\s+0+\n/.test(status)).toBe(has('no capability') || process.getuid?.() !== 0);
  });

  it('gets a limit of its own with a budget of its own', async () => {
    await using launcher = await launch(1, 64);
    const dataOf = (pid: number | undefined): number =>
      Number(/Max data size +(\d+) /.exec(readFileSync(`/proc/${pid}/limits`, 'utf8'))?.[1]);
    const usual = await launcher.take(64);
    const big = await launcher.take(256);
    expect(dataOf(big.pid) - dataOf(usual.pid)).toBe(192 * 1.5 * 2 ** 20);
  });

  it('can read nothing, start nothing and open no worker', async () => {
    const enclosure = await detectEnclosure();
    const [file, ...args] = enclosure.command(4_194_304);
    const attempts = [
      `require('fs').readFileSync('/etc/passwd')`,
      `require('fs').writeFileSync('/tmp/x','')`,
      `require('child_process').spawnSync('true')`,
      `new (require('worker_threads').Worker)('1',{eval:true})`,
    ];
    const program = `console.log([${attempts.map((text) => `() => ${text}`).join()}].map((attempt) => { try { attempt(); return 'allowed'; } catch (error) { return error.code; } }).join())`;
    const child = spawn(file, [...args, '--permission', '--allow-addons', '--no-warnings', '--eval', program], {
      env: {},
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    for await (const chunk of child.stdout.setEncoding('utf8')) text += chunk;
    expect(text.trim()).toBe('ERR_ACCESS_DENIED,ERR_ACCESS_DENIED,ERR_ACCESS_DENIED,ERR_ACCESS_DENIED');
  });
});

describe('startChild', () => {
  it('keeps no host alive that forgets to dispose, and leaves no process behind it', async () => {
    const program = `import { createRuntime } from ${JSON.stringify(new URL('create-runtime.ts', import.meta.url).href)}; createRuntime({ spares: 2 }); setTimeout(() => {}, 1500);`;
    const host = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'ignore', 'inherit'] });
    const exit = new Promise((resolve) => host.on('exit', resolve));
    await expect.poll(() => childProcesses({ of: host.pid }).length, { timeout: 10_000, interval: 20 }).toBe(2);
    const pids = childProcesses({ of: host.pid }).map(({ pid }) => pid);
    expect(await exit).toBe(0);
    await expect.poll(() => pids.filter(isAlive), { timeout: 5_000 }).toEqual([]);
  });

  it('ends with a host that is killed, even inside native code', async () => {
    await using extension = await extensionFolder('export default { id: "it", handler: () => { 7n ** 10n ** 8n; } };');
    const program = `
      import { createRuntime } from ${JSON.stringify(new URL('create-runtime.ts', import.meta.url).href)};
      const runtime = createRuntime({ spares: 0, limits: { cpuMs: 60000, wallMs: 60000 } });
      const sandbox = await runtime.load(${JSON.stringify(extension.folder)});
      void sandbox.operation('it', {});
      setTimeout(() => console.log('inside'), 200);
      await new Promise(() => {});`;
    const host = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => host.stdout.once('data', resolve));
    const [child] = childProcesses({ of: host.pid });
    expect(child).toBeDefined();
    host.kill('SIGKILL');
    await expect.poll(() => child !== undefined && isAlive(child.pid), { timeout: 5_000 }).toBe(false);
  });

  it('reports what it could not start', async () => {
    const enclosure = await detectEnclosure();
    const launcher = createLauncher({
      enclosure: { ...enclosure, command: () => ['/nonexistent/shell'] },
      parts: defaultParts,
      spares: 0,
      memoryMiB: 64,
    });
    await expect(launcher.take(64)).rejects.toMatchObject({ code: 'CHILD_FAILED', message: expect.stringContaining('ENOENT') });
    const starved = createLauncher({
      enclosure: { ...enclosure, command: () => enclosure.command(50_000) },
      parts: defaultParts,
      spares: 1,
      memoryMiB: 64,
    });
    starved.refill();
    await expect(starved.take(64)).rejects.toMatchObject({ code: 'CHILD_FAILED' });
    await Promise.all([launcher.dispose(), starved.dispose()]);
    expect([launcher.alive, starved.alive]).toEqual([0, 0]);
  });
});
