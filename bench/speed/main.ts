/**
 * Measures the reference runtime against what it stands on and what is done elsewhere, and prints ratios of one run.
 * `--only <name>` runs one benchmark, given again another; `--json` prints data; `--write` writes `bench/speed.md`, with a run of all;
 * `--check` exits 1 when a goal is missed. Without it the figures of a busy machine turn nothing red.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packageRoot } from '../../src/package-root.ts';
import { isReached, type Benchmark, type Findings } from './benchmark.ts';
import { coldLoad } from './benchmarks/cold-load.ts';
import { hostCall } from './benchmarks/host-call.ts';
import { http } from './benchmarks/http.ts';
import { inFlight } from './benchmarks/in-flight.ts';
import { memory } from './benchmarks/memory.ts';
import { overhead } from './benchmarks/overhead.ts';
import { warmCall } from './benchmarks/warm-call.ts';
import { formatConsole, formatPage, type Machine, type Measured } from './format-report.ts';

const benchmarks: readonly Benchmark[] = [coldLoad, warmCall, hostCall, inFlight, memory, http, overhead];

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  },
});

const unknown = values.only.find((name) => !benchmarks.some((benchmark) => benchmark.name === name));
if (unknown !== undefined)
  throw new Error(`Expected --only ${benchmarks.map(({ name }) => name).join(' | ')}, got ${JSON.stringify(unknown)}`);
if (values.write && values.only.length > 0) throw new Error('--write holds every benchmark: leave --only out');

const machine: Machine = {
  node: process.version,
  platform: `${platform()}-${arch()}`,
  processor: cpus()[0]?.model ?? 'an unknown processor',
  cores: cpus().length,
  date: new Date().toISOString().slice(0, 10),
  command: 'npm run bench -- --write',
};

const chosen = benchmarks.filter(({ name }) => values.only.length === 0 || values.only.includes(name));

/* A process of its own, so that none runs on what the one before has compiled, allocated and left: starting a child alone costs more the more a process holds. */
const runApart = ({ name }: Benchmark): Findings => {
  /* Realms in this process have no `gc`, and refuse one that can't be removed; only what is held needs it. */
  const flags = name === memory.name ? ['--expose-gc'] : [];
  const args = [...flags, fileURLToPath(import.meta.url), '--only', name, '--json'];
  const text = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 64 << 20 });
  const { benchmarks: found } = JSON.parse(text) as { readonly benchmarks: readonly Findings[] };
  if (found[0] === undefined) throw new Error(`The benchmark ${JSON.stringify(name)} has found nothing`);
  return found[0];
};

const measured: Measured[] = [];
for (const benchmark of chosen) {
  const one = { benchmark, findings: values.json && chosen.length === 1 ? await benchmark.run() : runApart(benchmark) };
  measured.push(one);
  if (!values.json) console.log(`${formatConsole(one)}\n`);
}

if (values.json)
  console.log(
    JSON.stringify({ machine, benchmarks: measured.map(({ benchmark: { name }, findings }) => ({ name, ...findings })) }, null, 2),
  );
if (values.write) writeFileSync(join(packageRoot, 'bench', 'speed.md'), formatPage(machine, measured));

const missed = measured.flatMap(({ findings }) => findings.figures).filter((figure) => isReached(figure) === false);
if (values.check && missed.length > 0) process.exitCode = 1;
