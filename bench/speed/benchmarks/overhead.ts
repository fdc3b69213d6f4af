import type { Step } from '../../../src/contract/stimulus.ts';
import type { ConformanceCase } from '../../../src/contract/case.ts';
import { collectCases } from '../../../src/harness/collect-cases.ts';
import { describeRuntime } from '../../../src/harness/describe-runtime.ts';
import { ownTemporaryFiles } from '../../../src/harness/own-temporary-files.ts';
import { resolveAdapter } from '../../../src/harness/resolve-adapter.ts';
import { runSuite } from '../../../src/harness/run-suite.ts';
import type { Benchmark } from '../benchmark.ts';
import { spreadOf } from '../spread.ts';

/** What a case waits for by itself, in ms: the windows in which it watches. */
const watchedIn = (step: Step): number => {
  if (step.do === 'watch') return step.ms;
  if (step.do === 'sequence') return step.steps.reduce((sum, one) => sum + watchedIn(one), 0);
  return step.do === 'concurrently' ? Math.max(0, ...step.steps.map(watchedIn)) : 0;
};

const watched = ({ when, admits, kind }: ConformanceCase): number => {
  const twins = admits === undefined ? 0 : kind === 'refuses' ? 2 : 1;
  return watchedIn(when) + twins * watchedIn(admits?.when ?? when);
};

const msOf = async (adapter: string, cases: readonly ConformanceCase[]): Promise<number> => {
  const { target, runtime } = await describeRuntime(resolveAdapter(adapter));
  const from = performance.now();
  const { errors } = await runSuite({ subject: { target, runtime }, items: cases.map(({ id }) => ({ id })), seed: 1, jobs: 1 });
  if (errors.length > 0) throw new Error(`the run against ${adapter} broke: ${errors.slice(0, 3).join('; ')}`);
  return performance.now() - from;
};

/** What the harness costs beside the runtime. */
export const overhead: Benchmark = {
  name: 'overhead',
  method:
    'All cases but those in which something is to be contained, with one worker, against the reference and against the control `silent`, which loads nothing and answers every message at once: the time of that run, less the windows in which cases only watch, is the harness (start of the workers, of cells, folders, messages, judging). What is left of the time of the reference is spent in the runtime. A runtime that does nothing contains nothing, and the cell of such a case is replaced, which is no cost of a run that holds.',
  run: async () => {
    ownTemporaryFiles(); // as the command does that is measured
    const cases = (await collectCases()).filter(({ kind }) => kind !== 'contains');
    const reference = await msOf('reference', cases);
    const silent = await msOf('controls/silent', cases);
    const harness = silent - cases.reduce((sum, one) => sum + watched(one), 0);
    return {
      figures: [
        { says: 'the cases against the reference', unit: 'ms', spread: spreadOf([reference]) },
        { says: 'the harness, with a runtime that answers at once', unit: 'ms', spread: spreadOf([harness]) },
        {
          says: 'the cases ÷ the time in the runtime',
          unit: '×',
          spread: spreadOf([reference / (reference - harness)]),
          goal: { most: 1.25 },
        },
      ],
    };
  },
};
