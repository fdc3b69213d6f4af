import type { Json } from '../../contract/json.ts';
import type { CallSeen, LoadSeen } from '../../contract/observation.ts';
import type { CallStep, Step } from '../../contract/stimulus.ts';
import type { Fault, Rewriting } from '../../faults/fault.ts';
import { addSecret, answerIn, drawChallenge } from '../../harness/challenge.ts';
import { readFixture } from '../../harness/read-fixture.ts';
import type { Play } from '../run-property.ts';
import { observed } from '../seen.testing.ts';
import { unmet } from '../unmet.ts';
import { scopeCell } from './scope-cell.testing.ts';

const callsOf = (step: Step): readonly CallStep[] =>
  step.do === 'call' ? [step] : step.do === 'sequence' ? step.steps.flatMap(callsOf) : [];

/** Plays programs in a runtime of scopes alone, in this process, with a fault's rewriting between the program and the runtime. */
export const playPlanted =
  (fault: Fault | undefined): Play =>
  async ({ given, when, expects }) => {
    const cell = scopeCell(given.network ?? {}, fault?.seam === true ? fault.name : undefined);
    const { load = cell.load, call = cell.call }: Rewriting = fault?.rewriting?.() ?? {};
    const answer = await load({ extension: readFixture(given, 'subject', (value) => value), limits: {} }, cell.load);
    const loaded: LoadSeen =
      'sandbox' in answer ? { accepted: true, limits: answer.limits, ms: 0 } : { accepted: false, refused: answer.refused, ms: 0 };
    const challenge = drawChallenge();
    const calls: CallSeen[] = [];
    for (const { door, input } of 'sandbox' in answer ? callsOf(when) : []) {
      const asked = { entry: { extension: 'subject', ...door }, input: addSecret(input, challenge) };
      const outcome = await call(asked, cell.call);
      const told = 'json' in outcome ? answerIn(JSON.parse(outcome.json) as Json) : undefined;
      const isAnswered = told?.before === challenge.before && told.after === challenge.after;
      calls.push({ role: 'subject', door, outcome, startedAt: 0, endedAt: 0, act: told?.act ?? null, challenge: isAnswered });
    }
    return unmet(expects, { ...observed([], []), load: loaded, calls, network: cell.network });
  };
