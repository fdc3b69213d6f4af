import { describe, expect, it } from 'vitest';
import { returns } from './expectations.ts';
import { operation } from './extension-source.ts';
import { judgeRun } from './judge-run.ts';
import type { Program } from './program.ts';
import { programs } from './programs.ts';
import { runBattery, type BatteryOptions, type BatteryRun } from './run-battery.ts';
import { summarize } from './summary.ts';

const run = (chosen: readonly Program[], options: Partial<BatteryOptions> = {}): Promise<BatteryRun> =>
  runBattery({ programs: chosen, runtime: 'reference', signal: new AbortController().signal, onResult: () => undefined, ...options });

const named = (...ids: readonly string[]): readonly Program[] =>
  ids.map((id) => {
    const found = programs.find((program) => program.id === id);
    if (found === undefined) throw new Error(`there is no program ${id}`);
    return found;
  });

const complaintsOf = ({ results }: BatteryRun): string => results.flatMap(({ complaints }) => complaints).join('\n');

/* Programs that need no limit to end, of every class that a runtime without walls opens. */
const openOnControl = named(
  'host-objects/constructor-of-functions',
  'host-objects/hunt-through-promises',
  'host-objects/hook-registrars',
  'host-errors/stacks-of-the-sdk',
  'host-errors/hunt-through-callers',
  'host-errors/own-path',
  'bridge/scopes-on-object-prototype',
  'bridge/realm-of-the-functions',
  'modules/own-globals',
  'modules/forbidden-globals',
  'arguments/log-types',
  'arguments/urls-that-are-objects',
  'crossing/exotic-values',
  'crossing/proto-as-a-setter',
  'neighbours/scope-of-the-neighbour',
  'neighbours/input-is-a-copy',
  'floods/logs',
  'network/gzip-bomb',
  'throwing/primitives',
  'throwing/stray-rejections',
  'registering/sensitive-events',
  'clocks/denials-tell-nothing',
);

/* Reaches the host through the naive runtime's own functions. */
const reaching = (id: string, body: string): Program => ({
  id: `planted/${id}`,
  covers: ['A01'],
  ...operation(`const host = log.constructor('return process')();\n${body}\nreturn 'fine';`),
  holds: returns('fine'),
});

describe('runBattery', () => {
  it('finds that the reference runtime holds, and leaves nothing behind', { timeout: 120_000 }, async () => {
    const sample = named(
      'host-objects/constructor-of-functions',
      'bridge/json-methods',
      'modules/static-imports-mixed',
      'crossing/proto-in-the-input',
      'neighbours/after-a-stop',
      'loops/a-big-int-power',
      'network/redirect-to-itself',
      'registering/odd-responses',
    );
    const told: string[] = [];
    const ran = await run(sample, { watchMs: 300, onResult: ({ id }) => told.push(id) });
    const withoutLag = ran.results.map(({ complaints }) => complaints.filter((text) => !text.includes('lagged')));
    expect(withoutLag).toEqual(sample.map(() => []));
    expect(told).toEqual(sample.map(({ id }) => id));
    expect(judgeRun(ran)).toEqual([]);
    expect(summarize(ran)).toMatchObject({ programs: 8, hunts: 7, leaks: 0, trapped: 0, honestWrong: 0 });
  });

  it('turns red on a runtime that holds nothing, in every class, and every tripwire is touched', { timeout: 120_000 }, async () => {
    const ran = await run(openOnControl, { runtime: 'naive', watchMs: 100 });
    expect(ran.results.filter(({ complaints }) => complaints.length === 0).map(({ id }) => id)).toEqual([]);
    expect(summarize(ran).classes.map(({ letter }) => letter)).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J']);
    for (const what of [
      "the file's secret",
      "the environment variable's secret",
      "the port's secret",
      "the host's pid",
      'a path of the host',
      'connections to a port',
      'another realm',
    ])
      expect(complaintsOf(ran)).toContain(what);
  });

  it(
    'sees what an attack leaves and takes: a file, memory, time, a prototype, a wrong answer, a process',
    { timeout: 120_000 },
    async () => {
      const planted = [
        reaching('file', `host.getBuiltinModule('fs').writeFileSync(host.env.TMPDIR + '/left.txt', 'x');`),
        reaching(
          'memory',
          `host.kept = Array.from({ length: 150 }, () => host.constructor.constructor('return Buffer')().alloc(2 ** 20, 1));`,
        ),
        reaching('time', `for (const end = Date.now() + 400; Date.now() < end;);`),
        reaching('prototype', `log.constructor('Object.prototype.planted = 1')();`),
        reaching(
          'answer',
          `log.constructor('const { parse } = JSON; JSON.parse = (text) => (/TEXT/.test(text) ? {} : parse(text));')(); await sleep(60);`,
        ),
        reaching('process', `host.getBuiltinModule('child_process').spawn('sleep', ['90'], { stdio: 'ignore' });`),
      ];
      const ran = await run(planted, { runtime: 'naive', watchMs: 150 });
      const said = ran.results.map(({ complaints }) => complaints.join('\n'));
      expect(said[0]).toContain('files were left: left.txt');
      expect(said[1]).toMatch(/the host grew by 1\d\d MiB/);
      expect(said[2]).toMatch(/lagged by \d{3} ms/);
      expect(said[3]).toContain("changed the host's Object.prototype.planted");
      expect(said[4]).toContain('the honest extension: call');
      expect(said[5]).toContain('1 processes were left');
      expect(judgeRun(ran).join('\n')).toMatch(/processes outlived the host[^]*files were left/);
    },
  );

  it('takes a host that dies or hangs for a result, and goes on with another one', { timeout: 120_000 }, async () => {
    const planted = [
      reaching('death', `host.kill(host.pid, 'SIGKILL');`),
      ...named('loops/in-a-handler'),
      ...named('crossing/lone-surrogates'),
    ];
    const ran = await run(planted, { runtime: 'naive', watchMs: 50, hungMs: 1_500 });
    expect(ran.results.map(({ complaints }) => complaints[0]?.startsWith('the host died or hung') === true)).toEqual([true, true, false]);
    expect(ran.results[2]?.seen?.calls).toHaveLength(1);
    expect(ran.hosts).toHaveLength(3);
    expect(judgeRun(ran).filter((text) => text.startsWith('a host died'))).toHaveLength(2);
  });

  it('ends at once when it is interrupted', { timeout: 60_000 }, async () => {
    const interrupt = new AbortController();
    const ran = await run(named('neighbours/input-is-a-copy', 'loops/never', 'loops/sleep-beyond-the-limit'), {
      signal: interrupt.signal,
      watchMs: 50,
      onResult: () => setTimeout(() => interrupt.abort(), 300),
    });
    expect(ran.results).toHaveLength(1);
    expect(judgeRun(ran).filter((text) => text.includes('outlived'))).toEqual([]);
    expect(ran.interrupted).toBe(true);
  });
});
