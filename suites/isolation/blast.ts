import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { concurrently, endpoint, fresh, load, operation, sequence } from '../../src/contract/stimulus.ts';
import { answersOf, round, sameTraces, traceOf } from '../../src/contract/traces.ts';
import { abuses, cut } from '../host/rows/abuses.ts';

// What the slowest call of the honest extension may take beyond what its slowest one took alone, in ms: about half of a slice's limit, so that one which waits for
// the slice is seen. QuickJS, which refuses such a number by itself on the host's own thread, once took more than 250 in a run of the whole suite.
const limits = { cpuMs: 900, wallMs: 6000, pendingCalls: 20, logLines: 200 };
const slack = 500;

const rows = [
  { id: 'isolation/blast/loop', ...abuses.loop },
  {
    id: 'isolation/blast/native',
    says: 'an operation of the engine itself that takes long',
    extension: 'natives',
    first: operation('natives'),
    // three seconds where nothing ends it, in V8
    abuse: operation('natives', { native: 'power', n: 50_000_000 }),
    ended: cut,
    fault: 'timeout-not-armed',
    covers: ['G10'],
  },
  { id: 'isolation/blast/memory', ...abuses.memory },
  { id: 'isolation/blast/records', ...abuses.records },
] as const;

export default defineCases(
  rows.map(({ id, says, extension, first, abuse, ended, fault, covers, ...rest }): ConformanceCase => ({
    id,
    clause: 'ISO-4',
    kind: 'contains',
    says: `${says} changes nothing for an honest extension beside it, nor for one that is loaded afterwards`,
    given: {
      extension,
      limits: fault === 'memory-not-limited' ? { ...limits, memoryMiB: 32 } : limits,
      loads: 'by a step',
      beside: { extension: 'honest-routes' },
      network: { answers: answersOf('before', 'alone', 'during', 'after') },
    },
    when: sequence(
      round('before', 1),
      round('alone'),
      load('subject'),
      first,
      concurrently(abuse, round('during')),
      round('after'),
      load('fresh'),
      fresh(endpoint('POST', '/answer')),
    ),
    expect: {
      'it is cut off': ended,
      'meanwhile it does what it does alone': (seen) => sameTraces(traceOf(seen, 'alone'), traceOf(seen, 'during')),
      [`no call of it takes more than ${slack} ms longer`]: (seen) =>
        traceOf(seen, 'during').slowestMs <= traceOf(seen, 'alone').slowestMs + slack,
      'afterwards it does what it did alone': (seen) => sameTraces(traceOf(seen, 'alone'), traceOf(seen, 'after')),
      'a fresh one loads and answers': (seen) => seen.freshLoad?.accepted === true && seen.freshCalls[0]?.challenge === true,
    },
    catches: ['starves-the-neighbour', 'slows-the-neighbour', 'stops-the-neighbour', 'loads-nothing-after-a-stop', fault],
    covers,
    ...rest,
  })),
);
