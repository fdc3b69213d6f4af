// usage: copy to the worktree root as cpu.tmp.ts, `node cpu.tmp.ts <id prefix>…`, delete before commit. Prints CPU ms of harness, cell and children (kids) for those cases.
import { readFileSync } from 'node:fs';
import { collectCases } from './src/harness/collect-cases.ts';
import { describeRuntime } from './src/harness/describe-runtime.ts';
import { resolveAdapter } from './src/harness/resolve-adapter.ts';
import { openLane } from './bench/mutation/lane.ts';
const cases = (await collectCases()).filter(({ id }) => process.argv.slice(2).some((p) => id.startsWith(p)));
const target = resolveAdapter('reference');
const { runtime } = await describeRuntime(target);
await using lane = openLane(target, runtime);
await lane.play(cases[0]!);
const stat = () => { try { const f = readFileSync(`/proc/${lane.pid}/stat`, 'utf8').split(') ')[1]!.split(' '); return { cell: (Number(f[11]) + Number(f[12])) * 10, kids: (Number(f[13]) + Number(f[14])) * 10 }; } catch { return { cell: 0, kids: 0 }; } };
const all = { harness: 0, cell: 0, kids: 0, wall: 0 };
for (const one of cases) { const a = stat(), c = process.cpuUsage(), t = performance.now(); const r = await lane.play(one); const b = stat(), d = process.cpuUsage(c); const row = { wall: Math.round(performance.now() - t), harness: (d.user + d.system) / 1000 | 0, cell: b.cell - a.cell, kids: b.kids - a.kids }; for (const k of Object.keys(all)) all[k] += row[k]; console.log(one.id.padEnd(60), JSON.stringify(row), r ?? ''); }
console.log(cases.length, JSON.stringify(all));
