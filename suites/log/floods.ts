import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { endedBy } from '../../src/contract/ending.ts';
import { generatedProgram } from '../../src/contract/generated-program.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, elapsed, field, same, texts } from '../../src/contract/reading.ts';
import { beside, concurrently, operation, sequence } from '../../src/contract/stimulus.ts';

const limits = { logLines: 50, logBytes: 65_536 };
const given = { extension: 'log-floods', scopes: { log: {}, sleep: {} }, limits, beside: { extension: 'honest-operation' } };

const floods = [
  {
    id: 'log/floods/many-bytes',
    says: 'records of more bytes than may be logged',
    input: { count: 40, line: 'ä', repeat: 2048 },
    fits: { count: 15, line: 'ä', repeat: 2048 },
    most: 16,
    covers: ['G26', 'D10'],
  },
  {
    id: 'log/floods/one-huge-line',
    says: 'one record of two hundred kilobytes',
    input: { count: 1, line: 'x', repeat: 204_800 },
    fits: { count: 1, line: 'x', repeat: 4096 },
    most: 1,
    covers: ['D10'],
  },
] as const;

const bytes = (seen: Observation): number => texts(seen).reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0);

const withinLimits =
  (most: number): Check =>
  (seen) =>
    texts(seen).length <= most && bytes(seen) <= limits.logBytes;

const refusedBeyond =
  (most: number): Check =>
  (seen) =>
    endedBy(seen, 1, 'log', 'cpu', 'wall', 'memory') || Number(field(act(seen, 1), 'logged')) <= most;

const lines = ['before the stop', 'still before it'];

const stops = [
  { id: 'log/floods/before-a-loop', says: 'a loop', then: 'handler' },
  { id: 'log/floods/before-a-loop-after-a-sleep', says: 'a loop after a sleep', then: 'sleep' },
  { id: 'log/floods/before-a-call-that-never-ends', says: 'the end of a call that never settles', then: 'never' },
] as const;

const body = (ms: number): string => `log('before the stop'); for (const end = Date.now() + ${String(ms)}; Date.now() < end; );`;

// ms of a slice. At 150 a busy machine (three workers and a loop on two cores) once came so late with the stop inside that the process was ended from outside.
const stopMs = 350;

export default defineCases([
  {
    id: 'log/floods/names',
    clause: 'LOG-5',
    kind: 'provides',
    says: 'records name the extension that they are of, also while another one logs',
    given: { extension: 'log-lines', scopes: { log: {} }, beside: { extension: 'log-values', scopes: { log: {} } } },
    when: concurrently(operation('log-lines', { lines: ['one', 'two', 'three'] }), beside(operation('log-values'))),
    expect: {
      'its records name it, and nothing else does': (seen) =>
        same(
          seen.logs.filter(({ role }) => role === 'subject').map(({ text }) => text),
          ['one', 'two', 'three'],
        ),
      'the records of the other one name that one': (seen) => seen.logs.some(({ role, text }) => role === 'beside' && text === 'a string'),
    },
    catches: ['logs-in-another-name', 'drops-logs', 'repeats-log-records', 'reorders-logs'],
    covers: ['F04'],
  },
  ...floods.map(({ id, says, input, fits, most, covers }): ConformanceCase => ({
    id,
    clause: 'LOG-5',
    kind: 'contains',
    says: `${says} are bounded`,
    given: { extension: 'log-floods', scopes: given.scopes, limits },
    when: sequence(operation('log-floods'), operation('log-floods', input)),
    expect: {
      'no more records and bytes arrive than the limits admit': withinLimits(most),
      // one record alone may also arrive cut
      ...(input.count === 1 ? {} : { 'what is beyond them is refused inside, or the extension is stopped': refusedBeyond(most) }),
    },
    admits: {
      when: operation('log-floods', fits),
      expect: {
        'what the limits admit arrives': (seen) => texts(seen).length === fits.count && field(act(seen), 'logged') === fits.count,
      },
    },
    catches: ['logs-are-unbounded'],
    covers,
    shared: true,
  })),
  {
    id: 'log/floods/many-lines',
    clause: 'LOG-5',
    kind: 'contains',
    says: 'five thousand records are bounded, and stall nobody',
    given,
    when: sequence(
      operation('log-floods'),
      concurrently(operation('log-floods', { count: 5000 }), beside(operation('honest')), beside(operation('honest'))),
      beside(operation('honest')),
    ),
    expect: {
      'no more records and bytes arrive than the limits admit': withinLimits(limits.logLines),
      'what is beyond them is refused inside, or the extension is stopped': refusedBeyond(limits.logLines),
      'the honest extension beside it keeps answering': (seen) =>
        seen.besideCalls.length === 3 && seen.besideCalls.every(({ challenge }) => challenge === true),
    },
    admits: {
      when: operation('log-floods', { count: 40 }),
      expect: { 'what the limits admit arrives': (seen) => texts(seen).length === 40 && field(act(seen), 'logged') === 40 },
    },
    catches: ['logs-are-unbounded', 'stops-the-neighbour'],
    covers: ['G26'],
  },
  {
    id: 'log/floods/against-time',
    clause: 'LOG-5',
    kind: 'contains',
    says: 'a flood of records that goes on for ever defeats no limit of time',
    given: { ...given, limits: { ...limits, cpuMs: 150, wallMs: 5000 } },
    when: sequence(operation('log-floods'), operation('log-floods', { then: 'flood', ms: 3000 }), beside(operation('honest'))),
    expect: {
      'it is stopped': (seen) => endedBy(seen, 1, 'log', 'cpu', 'wall'),
      'it is stopped long before it ends by itself': (seen) => elapsed(seen, 1) < 2500,
      'the honest extension beside it answers': (seen) => seen.besideCalls[0]?.challenge === true,
    },
    admits: {
      when: operation('log-floods', { count: 10 }),
      expect: { 'a few records arrive': (seen) => texts(seen).length === 10 },
    },
    catches: ['timeout-not-armed', 'stops-the-neighbour', 'stops-are-kept-secret'],
    covers: ['G26', 'G01'],
  },
  ...stops.map(({ id, says, then }): ConformanceCase => ({
    id,
    clause: 'LOG-6',
    kind: 'contains',
    says: `what was logged before ${says} is delivered`,
    given: { extension: 'log-floods', scopes: { log: {}, sleep: {} }, limits: { cpuMs: stopMs, wallMs: 800 } },
    when: sequence(operation('log-floods'), operation('log-floods', { lines, then, ms: 2000 })),
    expect: {
      'the call is stopped': (seen) => endedBy(seen, 1, 'cpu', 'wall'),
      'the records from before it arrive, in their order': (seen) => same(texts(seen), lines),
    },
    admits: {
      when: operation('log-floods', { lines, then, ms: 5 }),
      expect: {
        'with little to do the same call logs the same and returns': (seen) => same(texts(seen), lines) && act(seen) !== undefined,
      },
    },
    catches: ['loses-logs-at-a-stop', 'stops-are-kept-secret', ...(then === 'never' ? [] : ['timeout-not-armed'])],
    covers: ['G01', 'G05'],
  })),
  {
    id: 'log/floods/before-a-load-is-stopped',
    clause: 'LOG-6',
    kind: 'contains',
    says: 'what was logged before a loop in the module body is delivered',
    given: {
      extension: 'announces-itself',
      scopes: { log: {} },
      limits: { cpuMs: stopMs, loadMs: 1500 },
      source: generatedProgram({ body: body(2200) }),
    },
    when: operation('announces-itself'),
    expect: {
      'the load is refused, by a limit of time': ({ load }) =>
        !load.accepted && 'refused' in load && ['cpu', 'load', 'wall'].includes(load.refused.limit ?? ''),
      'the records from before it arrive, in their order': (seen) => same(texts(seen), ['evaluated', 'before the stop']),
    },
    admits: {
      given: { source: generatedProgram({ body: body(5) }) },
      expect: {
        'where the loop ends in time it loads, and logs the same': (seen) =>
          act(seen) === 'ran' && same(texts(seen), ['evaluated', 'before the stop']),
      },
    },
    challenge: { standIn: 'the twin loads the same program with a shorter loop and answers' },
    catches: ['timeout-not-armed', 'loses-logs-at-a-stop', 'writes-errors-into-the-log'],
    covers: ['G01'],
  },
]);
