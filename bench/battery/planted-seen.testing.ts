import type { Program } from './program.ts';
import { operation } from './extension-source.ts';
import { returns } from './expectations.ts';
import type { Seen, SeenCall } from './seen.ts';

/** A call that returned this value. */
export const returnedCall = (value: unknown): SeenCall => ({
  outcome: { status: 'returned', json: JSON.stringify(value) },
  ms: 3,
  limitMs: 1_500,
});

/** What is seen of {@link plantedProgram} when a sandbox holds. */
export const heldSeen: Seen = {
  loads: [{ ms: 5, limitMs: 2_000 }],
  calls: [returnedCall('fine')],
  logs: { count: 0, first: [], last: '' },
  events: [],
  hunt: returnedCall({ tried: 22, foreign: [], found: [] }),
  leaks: [],
  host: { lagP99: 9, lagMax: 12, lagSamples: 110, heldBefore: 30, rssBefore: 120, rssPeak: 125, errors: [], polluted: [] },
  honest: { calls: 130, wrong: [], slowestMs: 8 },
  web: [],
  trapped: 0,
  leftProcesses: 0,
  leftFiles: [],
};

/** A program that returns a text. */
export const plantedProgram: Program = { id: 'planted/fine', covers: ['A01'], ...operation(`return 'fine';`), holds: returns('fine') };
