/* npm run battery [-- --only <id or its beginning>] [--class <letter>] [--control] [--json] [--write] [--list] */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import picocolors from 'picocolors';
import { packageRoot } from '../../src/package-root.ts';
import { batteryPage, classTable, redText, totalsText } from './battery-text.ts';
import { programs } from './programs.ts';
import { runBattery, type BatteryRun, type Result } from './run-battery.ts';
import { summarize } from './summary.ts';

const paint = picocolors.createColors(picocolors.isColorSupported && process.stdout.isTTY === true);

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    class: { type: 'string', default: '' },
    control: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});

const chosen = programs.filter(
  ({ id, covers }) =>
    (values.only.length === 0 || values.only.some((start) => id.startsWith(start))) && covers.some((one) => one.startsWith(values.class)),
);

/* On the control nothing bounds memory but the machine. */
const attacks = values.control ? chosen.filter(({ id }) => !id.startsWith('memory/')) : chosen;

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    process.stderr.write('\ninterrupted: ending the host\n');
    interrupt.abort();
  });
}

const shows = process.stderr.isTTY === true && (process.env['CI'] ?? '') === '';
const clear = '\r\u001b[2K';
let done = 0;
const onResult = ({ id, complaints }: Result): void => {
  done += 1;
  if (!shows) return;
  if (complaints.length > 0) process.stderr.write(`${clear}${paint.red('red')} ${id}\n`);
  process.stderr.write(`${clear}battery: ${done} of ${attacks.length} programs`);
};

const printText = (run: BatteryRun): void => {
  const summary = summarize(run);
  const reds = run.results.filter(({ complaints }) => complaints.length > 0);
  for (const red of reds) {
    const [title = '', ...rest] = redText(red);
    console.log(`${paint.red('red')} ${paint.bold(title)}`);
    for (const line of rest) console.log(`${line}`);
  }
  console.log(`${reds.length === 0 ? '' : '\n'}${classTable(summary)}\n`);
  for (const line of totalsText(summary)) console.log(line);
  const held = reds.length === 0 && summary.complaints.length === 0;
  console.log(held ? paint.green('held') : paint.red('red'));
};

/* The control is a runtime that holds nothing: a class of which no program turns red on it is one that this battery cannot see. */
const printControl = (run: BatteryRun): void => {
  const { classes } = summarize(run);
  console.log(
    `held on the control: ${run.results
      .filter(({ complaints }) => complaints.length === 0)
      .map(({ id }) => id)
      .join(', ')}`,
  );
  for (const { letter, programs: count, red } of classes) console.log(`${letter}: ${red} of ${count} programs are red on the control`);
};

const conduct = async (): Promise<number> => {
  if (values.list) {
    for (const { id, covers } of chosen) console.log(`${id} ${covers.join(' ')}`);
    return 0;
  }
  const run = await runBattery({
    programs: attacks,
    runtime: values.control ? 'naive' : 'reference',
    signal: interrupt.signal,
    onResult,
    ...(values.control ? { hungMs: 2_500, watchMs: 100 } : {}),
  });
  if (shows) process.stderr.write(clear);
  const summary = summarize(run);
  if (values.json) console.log(JSON.stringify({ summary, results: run.results, hosts: run.hosts, leftFiles: run.leftFiles }));
  else if (values.control) printControl(run);
  else printText(run);
  if (values.write) writeFileSync(join(packageRoot, 'bench', 'battery.md'), batteryPage(summary, run.results, new Date()));
  if (values.control) return summary.classes.every(({ red }) => red > 0) ? 0 : 1;
  return summary.red === 0 && summary.complaints.length === 0 ? 0 : 1;
};

process.exitCode = await conduct();
