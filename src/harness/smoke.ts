import type { AdapterTarget } from './adapter-target.ts';
import { deadlinesFor } from './deadlines.ts';
import { describeOutcome } from './describe-outcome.ts';
import { describeRuntime, type Described } from './describe-runtime.ts';
import { leaseCells } from './lease.ts';
import { openScene } from './scene.ts';
import { smokeSteps } from './smoke-steps.ts';
import { SandproofError } from './suite-error.ts';

/** How one smoke step ended. `seen` and `hint` are there when it did not hold. */
export interface SmokeResult {
  readonly says: string;
  readonly held: boolean;
  readonly seen?: string;
  readonly hint?: string;
}

/** Checks an adapter in ten small steps; the first says what the runtime is. Tells of each as it ends; a later one runs even when an earlier one failed, except after the first. */
export const smoke = async (target: AdapterTarget, onStep: (result: SmokeResult) => void): Promise<readonly SmokeResult[]> => {
  const results: SmokeResult[] = [];
  const tell = (result: SmokeResult): void => {
    results.push(result);
    onStep(result);
  };
  let described: Described;
  try {
    described = await describeRuntime(target);
  } catch (cause) {
    if (!(cause instanceof SandproofError)) throw cause;
    tell({
      says: 'the cell starts and the adapter describes its runtime',
      held: false,
      seen: cause.message,
      hint: 'describe() returns name, version, engine, isolation and claims',
    });
    return results;
  }
  tell({
    says: `the cell starts and the adapter describes its runtime: ${described.runtime.name} ${described.runtime.version}`,
    held: true,
  });
  await using lease = leaseCells(described.target);
  for (const { says, given, when, holds, hint } of smokeSteps) {
    await using scene = await openScene(given, { lease, deadlines: deadlinesFor(undefined), fault: undefined });
    const seen = await scene.play(when);
    const held = holds(seen);
    const load = seen.load.accepted
      ? 'loaded'
      : 'failed' in seen.load
        ? describeOutcome(seen.load.failed)
        : `load refused in phase ${seen.load.refused.phase}: ${seen.load.refused.error.message}`;
    const calls = seen.calls.map(({ outcome }) => describeOutcome(outcome)).join('; then ');
    const logs = seen.logs.length === 0 ? '' : `; logs ${JSON.stringify(seen.logs.map(({ role, text }) => ({ role, text })))}`;
    tell({ says, held, ...(held ? {} : { seen: `${load}; ${calls}${logs}; challenge ${seen.challenge}`, hint }) });
  }
  return results;
};
