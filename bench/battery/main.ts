import { programs } from './programs.ts';
import { runBattery } from './run-battery.ts';
const run = await runBattery({ programs, runtime: process.argv[2] === 'naive' ? 'naive' : 'reference', signal: new AbortController().signal, onResult: (r) => console.log(r.id, r.complaints, JSON.stringify(r.seen, null, 1)), patienceMs: 3000 });
console.log(run.hosts, run.leftFiles);
