/* The process that is measured: a host with one runtime, an honest extension, and one attack after the other. */
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { packageRoot } from '../../src/package-root.ts';
import { createRuntime } from '../../src/reference/create-runtime.ts';
import type { RuntimeEvent } from '../../src/reference/runtime-event.ts';
import { batteryLimits } from './battery-limits.ts';
import type { OpenRuntime } from './battery-runtime.ts';
import { findLeaks, type Forbidden } from './find-leaks.ts';
import { lineOf, type FromHost, type HostSeen, type RuntimeName, type ToHost, type WrittenExtension } from './host-protocol.ts';
import { honestName, openHonest } from './open-honest.ts';
import type { HostProgram } from './program.ts';
import { runProgram } from './run-program.ts';
import { longestText } from './seen.ts';
import { watchHost } from './watch-host.ts';

const mostKept = 20;
const warmMs = 600;
const firstTickMs = 20;

const openers: Readonly<Record<RuntimeName, () => Promise<OpenRuntime>>> = {
  reference: () => Promise.resolve((told) => createRuntime(told)),
  naive: async () => (await import('./naive-runtime.ts')).openNaiveRuntime,
};

const say = (line: FromHost): void => {
  process.stdout.write(lineOf(line));
};

/* Its supervisor ends it by closing its input; a terminal sends Ctrl-C to every process of the group. */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const nextLine = async (): Promise<ToHost | undefined> => {
  const { done, value } = await lines.next();
  return done === true ? undefined : (JSON.parse(value) as ToHost);
};

const first = await nextLine();
if (first === undefined || !('setup' in first)) throw new Error('expected a setup line first');
const { runtime: runtimeName, secrets, extensions, honest: honestExtension, honestWeb, watchMs } = first.setup;
const forbidden: Forbidden = { secrets, hostPid: process.pid, paths: [packageRoot, extensions, process.execPath] };

let logCount = 0;
let firstLogs: string[] = [];
let lastLog = '';
let logLeaks: string[] = [];
let events: HostSeen['events'][number][] = [];
let current = '';
let honestLog: (text: string) => void = () => undefined;

const takeLog = (extension: string, text: string): void => {
  if (extension === honestName) return honestLog(text);
  logCount += 1;
  lastLog = text.slice(0, longestText);
  if (firstLogs.length < mostKept) firstLogs.push(lastLog);
  const where = extension === current ? 'what it logged' : `a log record of ${extension}, which is not running`;
  for (const leak of findLeaks(text, where, forbidden)) if (!logLeaks.includes(leak)) logLeaks.push(leak);
  return undefined;
};
const takeEvent = (event: RuntimeEvent): void => {
  const text = JSON.stringify({ ...event, ...('cause' in event ? { cause: String(event.cause) } : {}) }).slice(0, longestText);
  if (events.length < mostKept * 5) events.push({ type: event.type, ...('limit' in event ? { limit: event.limit } : {}), text });
};

const open = await openers[runtimeName]();
const runtime = open({ limits: batteryLimits, logger: takeLog, onEvent: takeEvent });
const honest = await openHonest(runtime, { ...honestExtension, files: {} }, honestWeb);
honestLog = honest.log;
honest.start();
using watch = watchHost();

const run = async (program: HostProgram, extension: WrittenExtension): Promise<HostSeen> => {
  const limits = { ...batteryLimits, ...program.limits };
  [logCount, firstLogs, lastLog, logLeaks, events] = [0, [], '', [], []];
  current = extension.name;
  honest.take();
  watch.start();
  /* The monitor counts from one tick of its timer to the next: what blocks before the first is not seen. */
  await pause(firstTickMs);
  const startedAt = performance.now();
  const ran = await runProgram(program, { runtime, extension: { ...extension, files: {} }, limits, forbidden });
  await pause(Math.max(0, watchMs - (performance.now() - startedAt)));
  return {
    ...ran,
    leaks: [...ran.leaks, ...logLeaks],
    logs: { count: logCount, first: firstLogs, last: lastLog },
    events,
    host: watch.take(),
    honest: honest.take(),
  };
};

/* The first calls warm up the host. */
await pause(warmMs);
say({ ready: true });
for (let line = await nextLine(); line !== undefined; line = await nextLine()) {
  if ('run' in line) say({ ran: line.run.id, seen: await run(line.run, line.extension) });
}
await honest.end();
await runtime.dispose();
say({ disposed: true, maxRssMiB: process.resourceUsage().maxRSS / 1_024 });
/* The naive runtime's `fetch` keeps its connections; the reference has to let the process end by itself. */
if (runtimeName === 'naive') process.exit();
