import type { Attempt } from '../../contract/attempt.ts';
import type { ConformanceCase, Twin } from '../../contract/case.ts';
import type { Limits } from '../../contract/limits.ts';
import type { CallSeen, LoadSeen, Observation } from '../../contract/observation.ts';
import type { SeenOutcome } from '../../contract/outcome.ts';
import { operation } from '../../contract/stimulus.ts';
import type { Bench } from '../judge.ts';

const limits: Limits = {
  cpuMs: 100,
  wallMs: 1000,
  loadMs: 1000,
  memoryMiB: 64,
  logLines: 100,
  logBytes: 1000,
  resultBytes: 1000,
  pendingCalls: 10,
  registrations: 10,
};

/** A load that was accepted. */
export const accepted: LoadSeen = { accepted: true, limits, ms: 1 };

/** A load that the runtime refused in phase `manifest`. */
export const refusedLoad = {
  accepted: false,
  refused: { phase: 'manifest', error: { name: 'TypeError', message: 'no' } },
  ms: 1,
} as const satisfies LoadSeen;

/** One call to the extension under test that ended so. */
export const called = (outcome: SeenOutcome, challenge?: boolean): CallSeen => ({
  role: 'subject',
  door: { operation: 'o' },
  outcome,
  startedAt: 0,
  endedAt: 1,
  ...(challenge === undefined ? {} : { challenge }),
});

/** What was seen of an attempt in which everything went well; `changes` replaces parts of it. */
export const observed = (changes: Partial<Observation> = {}): Observation => ({
  load: accepted,
  calls: [called({ status: 'returned', json: '{}' }, true)],
  besideCalls: [],
  freshCalls: [],
  logs: [],
  network: [],
  troubles: [],
  watches: [],
  measures: [],
  trip: { secrets: [], connections: 0 },
  challenge: 'answered',
  hostAlive: true,
  ...changes,
});

/** A runtime that claims nothing, and whose traffic can be seen. */
export const bench: Bench = {
  runtime: { name: 'r', version: '1', engine: 'e', isolation: 'i', claims: [] },
  evidence: 'intercepted',
};

const parts = {
  clause: 'LOG-2',
  says: 'it holds',
  given: { extension: 'e' },
  when: operation('o'),
  expect: { 'the text is there': (seen: Observation) => seen.logs.length > 0 || seen.calls.length > 0 },
  catches: ['drops-logs'] as const,
};

/** A twin whose only check is that its call was made. */
export const twin: Twin = { expect: { 'the twin is called': (seen) => seen.calls.length > 0 } };

/** A case that wants something to work; its check holds as soon as a call was made. */
export const providing = (changes: Partial<Extract<ConformanceCase, { kind: 'provides' }>> = {}): ConformanceCase => ({
  id: 'log/records/some',
  kind: 'provides',
  ...parts,
  ...changes,
});

/** A case that wants a refusal. */
export const refusing = (changes: Partial<Extract<ConformanceCase, { kind: 'refuses' }>> = {}): ConformanceCase => ({
  id: 'log/scope/some',
  kind: 'refuses',
  admits: twin,
  ...parts,
  ...changes,
});

/** A case that wants damage contained. */
export const containing = (changes: Partial<Extract<ConformanceCase, { kind: 'contains' }>> = {}): ConformanceCase => ({
  id: 'limits/loops/some',
  kind: 'contains',
  ...parts,
  ...changes,
});

/** The attempts of a case without a twin. */
export const once = (seen: Observation): readonly Attempt[] => [{ role: 'case', seen }];

/** The attempts of a refusal. */
export const thrice = (before: Observation, seen: Observation, after: Observation): readonly Attempt[] => [
  { role: 'twin-before', seen: before },
  { role: 'case', seen },
  { role: 'twin-after', seen: after },
];
