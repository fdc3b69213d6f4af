import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { batteryLimits, mostGrowthMiB } from './battery-limits.ts';
import { findLeaks } from './find-leaks.ts';
import type { RuntimeName } from './host-protocol.ts';
import { startHost, type HostEnd, type HostSession } from './host-session.ts';
import { isLagAlone, judge } from './judge.ts';
import { honestName, honestSource } from './open-honest.ts';
import type { Program } from './program.ts';
import type { Seen, SeenWebRequest } from './seen.ts';
import { layTripwires, type Tripwires } from './tripwires.ts';
import { openWebCorners, type WebCorners } from './web-corner.ts';
import { packageNameOf, planExtension, writeExtension } from './write-extension.ts';

/** How one program went. */
export interface Result {
  readonly id: string;
  readonly covers: readonly string[];
  /** Why it is red; nothing when the sandbox held. */
  readonly complaints: readonly string[];
  /** Undefined when the host died or hung. */
  readonly seen?: Seen;
  /** How often it was run: again when the lag of the host was all that was wrong. */
  readonly runs: number;
  /** Which of the run's hosts it ran in, from 0. */
  readonly host: number;
}

/** How a whole battery went. */
export interface BatteryRun {
  readonly results: readonly Result[];
  /** One for every host; more than one when a host died. */
  readonly hosts: readonly HostEnd[];
  /** Files that were left in the host's temporary and working folder at the end. */
  readonly leftFiles: readonly string[];
  readonly interrupted: boolean;
}

/** What a battery is run with. */
export interface BatteryOptions {
  readonly programs: readonly Program[];
  readonly runtime: RuntimeName;
  readonly signal: AbortSignal;
  /** Told of every result as it comes. */
  readonly onResult: (result: Result) => void;
  /** ms of a program after which the host is taken to hang; what its steps may take by their limits and 15 s more when left out. */
  readonly hungMs?: number;
  /** ms that a program is watched at least; as long as a hundred samples of the event loop take when left out. */
  readonly watchMs?: number;
}

/* The honest extension and two spares; the naive runtime starts none. */
const usualProcesses: Readonly<Record<RuntimeName, number>> = { reference: 3, naive: 0 };
/* ms that processes of an unloaded extension have to be gone and spares to be started. */
const tidyMs = 2_000;
const startMs = 30_000;
const endMs = 15_000;

interface Site {
  readonly hungMs: number | undefined;
  readonly watchMs: number;
  /** Processes that the host has between two programs. */
  readonly usual: number;
  readonly root: string;
  readonly trip: Tripwires;
  readonly web: WebCorners;
}

const foldersOf = (root: string): { readonly extensions: string; readonly tmp: string; readonly cwd: string } => ({
  extensions: join(root, 'extensions'),
  tmp: join(root, 'tmp'),
  cwd: join(root, 'cwd'),
});

const filesIn = async (folder: string): Promise<readonly string[]> => (await readdir(folder, { recursive: true })).toSorted();

const strayFiles = async (root: string): Promise<readonly string[]> => {
  const { tmp, cwd } = foldersOf(root);
  return [...(await filesIn(tmp)), ...(await filesIn(cwd))];
};

/* What is in the extension's own folder that was not written there by the battery. */
const addedFiles = async (root: string, { id, source }: Program): Promise<readonly string[]> => {
  const folder = join(foldersOf(root).extensions, packageNameOf(id));
  const added = (await filesIn(folder)).filter((name) => name !== 'index.js' && name !== 'package.json');
  const entry = await readFile(join(folder, 'index.js'), 'utf8');
  await rm(folder, { recursive: true });
  return entry.endsWith(source) ? added : [...added, 'index.js was changed'];
};

const openHost = async (runtime: RuntimeName, { root, trip, web, watchMs }: Site): Promise<HostSession> => {
  const { extensions, tmp, cwd } = foldersOf(root);
  const env = { ...process.env, TMPDIR: tmp, [trip.places.variable]: trip.secrets.inVariable };
  const session = startHost(runtime, env, cwd);
  const { secrets } = trip;
  const honestWeb = web.corner('honest');
  const scopes = { log: {}, sleep: {}, request: { methods: ['GET'], urls: [`${honestWeb}/*`] } };
  const honest = await writeExtension(extensions, { name: honestName, kind: 'operation', source: honestSource, scopes });
  const answer = await session.ask({ setup: { runtime, secrets, watchMs, extensions, honest, honestWeb } }, startMs);
  if (answer !== undefined) return session;
  const { died } = await session.end(0);
  throw new Error(`The host did not start: ${died ?? 'no answer'}`);
};

const leftProcesses = async (session: HostSession, usual: number): Promise<number> => {
  const startedAt = performance.now();
  for (;;) {
    const extra = session.family().length - usual;
    if (extra <= 0) return 0;
    if (performance.now() - startedAt > tidyMs) return extra;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const patienceMs = 15_000;

/* ms in which every step of a program has to be over, each at its limit. */
const allowedMs = ({ steps, limits }: Program): number => {
  const { loadMs, wallMs } = { ...batteryLimits, ...limits };
  return steps.reduce((sum, step) => sum + ('waitMs' in step ? step.waitMs : loadMs + wallMs), 2 * (loadMs + wallMs)) + patienceMs;
};

const leaksSent = (web: readonly SeenWebRequest[], { secrets }: Tripwires, hostPid: number): readonly string[] => [
  ...new Set(web.flatMap((request) => findLeaks(JSON.stringify(request), 'what it sent', { secrets, hostPid, paths: [] }))),
];

const runOne = async (program: Program, session: HostSession, { root, trip, web, hungMs, usual }: Site, host: number): Promise<Result> => {
  const { id, covers, steps, hunt, limits, beforeMs } = program;
  const run = {
    id,
    steps,
    ...(hunt === undefined ? {} : { hunt }),
    ...(limits === undefined ? {} : { limits }),
    ...(beforeMs === undefined ? {} : { beforeMs }),
  };
  const trappedBefore = trip.connections;
  const extension = await writeExtension(foldersOf(root).extensions, planExtension(program, trip.places, web.corner(id)));
  const answer = await session.ask({ run, extension }, hungMs ?? allowedMs(program));
  const requests = web.take(id);
  if (answer === undefined || !('ran' in answer)) return { id, covers, complaints: ['the host died or hung'], runs: 1, host };
  const seen: Seen = {
    ...answer.seen,
    leaks: [...answer.seen.leaks, ...leaksSent(requests, trip, session.pid)],
    web: requests,
    trapped: trip.connections - trappedBefore,
    leftProcesses: await leftProcesses(session, usual),
    leftFiles: [...(await strayFiles(root)), ...(await addedFiles(root, program))],
  };
  return { id, covers, seen, complaints: judge(program, seen), runs: 1, host };
};

/* A machine that does something else for a moment makes the host lag too; an attack that does so does it every time. */
const mostRuns = 3;

const runUntilQuiet = async (program: Program, session: HostSession, site: Site, host: number): Promise<Result> => {
  let result = await runOne(program, session, site, host);
  for (let runs = 2; runs <= mostRuns && isLagAlone(result.complaints); runs += 1) {
    result = { ...(await runOne(program, session, site, host)), runs };
  }
  return result;
};

const grewTooMuch = ({ seen }: Result): boolean => seen !== undefined && seen.host.rssPeak - seen.host.rssBefore > mostGrowthMiB;

/** Runs programs one after the other in a host of its own; a host that dies or hangs is a result, and another one takes over. */
export const runBattery = async ({ programs, runtime, signal, onResult, hungMs, watchMs = 600 }: BatteryOptions): Promise<BatteryRun> => {
  await using trip = await layTripwires();
  await using web = await openWebCorners(trip.places.origin);
  const root = await mkdtemp(join(tmpdir(), 'sandproof-battery-'));
  const site: Site = { root, trip, web, hungMs, watchMs, usual: usualProcesses[runtime] };
  await Promise.all(Object.values(foldersOf(root)).map((folder) => mkdir(folder)));
  const results: Result[] = [];
  const hosts: HostEnd[] = [];
  let session: HostSession | undefined;
  const end = async (ms: number): Promise<HostEnd> => {
    const ending = (await session?.end(ms)) ?? { maxRssMiB: 0, left: 0 };
    session = undefined;
    /* One that was ended because of an interruption did not die. */
    hosts.push(signal.aborted ? { maxRssMiB: ending.maxRssMiB, left: ending.left } : ending);
    return ending;
  };
  const stop = (): void => session?.kill();
  signal.addEventListener('abort', stop);
  try {
    for (const program of programs) {
      if (signal.aborted) break;
      session ??= await openHost(runtime, site);
      const result = await runUntilQuiet(program, session, site, hosts.length);
      /* Interrupted: nothing was shown of this one. */
      if (signal.aborted) break;
      const died = result.seen === undefined ? (await end(0)).died : undefined;
      const judged = died === undefined ? result : { ...result, complaints: [`${result.complaints.join(' ')}: ${died.slice(0, 600)}`] };
      results.push(judged);
      onResult(judged);
      /* What one program made of the host is not the next one's doing. */
      if (grewTooMuch(judged)) await end(endMs);
    }
    if (session !== undefined) await end(endMs);
    const leftFiles = await strayFiles(root);
    return { results, hosts, leftFiles, interrupted: signal.aborted };
  } finally {
    signal.removeEventListener('abort', stop);
    if (session !== undefined) await session.end(0);
    await rm(root, { recursive: true });
  }
};
