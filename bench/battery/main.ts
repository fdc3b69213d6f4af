import { programs } from './programs.ts';
import { runBattery } from './run-battery.ts';
const only = process.argv[3] ?? '';
const run = await runBattery({ programs: programs.filter((p) => p.id.startsWith(only)), runtime: process.argv[2] === 'naive' ? 'naive' : 'reference', signal: new AbortController().signal, onResult: (r) => console.log(r.complaints.length === 0 ? 'ok ' : 'RED', r.id, ...r.complaints, ...(r.seen?.calls.map((c) => Math.round(c.ms) + ' ' + JSON.stringify(c.outcome).slice(0, 100)) ?? []), r.seen?.loads.map((l) => l.refused?.error.message).join() ?? '', 'lag', r.seen?.host.lagP99.toFixed(1), 'rss', ((r.seen?.host.rssPeak ?? 0) - (r.seen?.host.rssBefore ?? 0)).toFixed(1)), patienceMs: 3000 });
console.log(run.hosts, run.leftFiles);
