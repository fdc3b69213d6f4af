import { inMessage, semantic } from './build-fault.ts';
import type { Fault, Rewriting } from './fault.ts';
import { isJsonRecord, overRecords } from './rewriting/json-record.ts';
import { rewriteResult } from './rewriting/rewrite-call.ts';

const oneBadManifestStopsAll = (): Rewriting => {
  let stopped = false;
  return {
    load: async (message, forward) => {
      if (stopped) return { refused: { phase: 'manifest', error: { name: 'Error', message: 'another manifest is malformed' } } };
      const answer = await forward(message);
      if ('refused' in answer && answer.refused.phase === 'manifest') stopped = true;
      return answer;
    },
    call: async (message, forward) => (stopped ? { status: 'absent' } : forward(message)),
  };
};

/** How refusals look, and whom they hit. */
export const refusingFaults: readonly Fault[] = [
  semantic('one-bad-manifest-stops-all', 'one malformed manifest stops every extension', oneBadManifestStopsAll),
  inMessage('names-no-field', 'a refused manifest names no field', () => ({
    load: async (message, forward) => {
      const answer = await forward(message);
      if (!('refused' in answer) || answer.refused.phase !== 'manifest') return answer;
      return { refused: { ...answer.refused, error: { name: 'Error', message: 'invalid' } } };
    },
  })),
  inMessage(
    'names-nothing-in-refusals',
    'a refusal of log or sleep does not say what was refused',
    rewriteResult((value) =>
      overRecords(value, (record) => {
        const { refused } = record;
        const isOurs = isJsonRecord(refused) && !JSON.stringify(refused).includes('request');
        return isOurs ? { ...record, refused: { ...refused, name: 'Error', message: 'no' } } : record;
      }),
    ),
  ),
];
