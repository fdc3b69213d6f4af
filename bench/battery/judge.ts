import type { Program } from './program.ts';
import { mostGrowthMiB, mostLagMs, settleMs } from './battery-limits.ts';
import type { Seen, SeenCall } from './seen.ts';

/* Fewer calls than this while a program ran, and the honest extension was not served. */
const leastHonestCalls = 10;
/* Ways that a hunt has tried at least, before a program's hunt counts. */
const leastTried = 10;

interface HuntReport {
  readonly tried: number;
  readonly foreign: readonly string[];
  readonly found: readonly string[];
}

const lagged = 'the event loop of the host lagged';

/** Whether the lag of the host is all that is wrong: that may be the machine's doing, and is measured again. */
export const isLagAlone = (complaints: readonly string[]): boolean =>
  complaints.length > 0 && complaints.every((text) => text.startsWith(lagged));

const show = (value: unknown): string => JSON.stringify(value).slice(0, 400);

const reportOf = ({ outcome }: SeenCall): HuntReport | undefined => {
  if (outcome.status !== 'returned' || !('json' in outcome)) return undefined;
  const value = JSON.parse(outcome.json) as
    (Partial<HuntReport> & { readonly status?: number; readonly body?: Partial<HuntReport> }) | string;
  if (typeof value === 'string') return undefined;
  const { tried, foreign, found } = value.body ?? value;
  return typeof tried === 'number' && Array.isArray(foreign) && Array.isArray(found) ? { tried, foreign, found } : undefined;
};

const ofHunt = ({ hunt: door, steps, trapped }: Program, { hunt, loads }: Seen): string[] => {
  const unloaded = steps.some((step) => 'unload' in step);
  if (door === undefined || unloaded || loads.at(-1)?.refused !== undefined) return [];
  if (hunt === undefined) return ['the extension was not asked to hunt for the secrets'];
  const report = reportOf(hunt);
  if (report === undefined && trapped === true && hunt.outcome.status === 'stopped') return [];
  if (report === undefined) return [`the hunt for the secrets ended as ${show(hunt.outcome)}`];
  return [
    ...(report.tried < leastTried ? [`the hunt tried only ${report.tried} ways`] : []),
    ...report.foreign.slice(0, 3).map((text) => `an object of another realm: ${text}`),
    ...report.found.slice(0, 3).map((text) => `the hunt reached ${show(text)}`),
  ];
};

const ofTime = ({ loads, calls, hunt }: Seen): string[] =>
  [...loads, ...calls, ...(hunt === undefined ? [] : [hunt])]
    .filter(({ ms, limitMs }) => ms > limitMs + settleMs)
    .slice(0, 2)
    .map(({ ms, limitMs }) => `settled ${Math.round(ms - limitMs)} ms past its limit of ${limitMs} ms`);

const ofFailures = ({ calls, hunt }: Seen): string[] =>
  [...calls, ...(hunt === undefined ? [] : [hunt])]
    .flatMap(({ outcome }) => (outcome.status === 'failed' ? [`the runtime failed: ${outcome.detail}`] : []))
    .slice(0, 2);

const ofHost = ({ host: { lagP99, lagSamples, rssBefore, rssPeak, errors, polluted } }: Seen): string[] => [
  ...(lagSamples === 0 ? ['the event loop of the host was not measured'] : []),
  ...(lagP99 > mostLagMs ? [`${lagged} by ${Math.round(lagP99)} ms at p99`] : []),
  ...(rssPeak - rssBefore > mostGrowthMiB ? [`the host grew by ${Math.round(rssPeak - rssBefore)} MiB`] : []),
  ...errors.map((text) => `in the host: ${text}`),
  ...(polluted.length === 0 ? [] : [`changed the host's ${polluted.slice(0, 3).join(', ')}`]),
];

const ofHonest = ({ honest: { calls, wrong } }: Seen): string[] => [
  ...(calls < leastHonestCalls ? [`the honest extension got only ${calls} answers`] : []),
  ...wrong.slice(0, 3).map((text) => `the honest extension: ${text}`),
];

const ofRest = ({ leaks, trapped, leftProcesses, leftFiles }: Seen): string[] => [
  ...leaks.map((text) => `leaked: ${text}`),
  ...(trapped === 0 ? [] : [`${trapped} connections to a port that no scope names`]),
  ...(leftProcesses === 0 ? [] : [`${leftProcesses} processes were left`]),
  ...(leftFiles.length === 0 ? [] : [`files were left: ${leftFiles.slice(0, 3).join(', ')}`]),
];

/** Returns everything that is wrong with what was seen of a program; nothing when the sandbox held. */
export const judge = (program: Program, seen: Seen): readonly string[] => [
  ...program.holds(seen),
  ...ofHunt(program, seen),
  ...ofFailures(seen),
  ...ofTime(seen),
  ...ofHost(seen),
  ...ofHonest(seen),
  ...ofRest(seen),
];
