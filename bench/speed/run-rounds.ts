import { Bench, type FnOptions } from 'tinybench';

/** Something to measure. A call that measures itself returns tinybench's `overriddenDuration` in ms. `before` and `after` run around every call and are not measured; a `sync` call is not awaited, which would cost it a turn. */
export interface Task {
  readonly sync?: true;
  readonly call: () => unknown;
  readonly before?: () => Promise<void>;
  readonly after?: () => Promise<void>;
}

/** How much is measured: every task makes `calls` calls in every round, after `warmUp` calls at the start. */
export interface Rounds {
  readonly rounds: number;
  readonly calls: number;
  readonly warmUp: number;
}

const hooksOf = ({ before, after }: Task): FnOptions => ({
  ...(before === undefined ? {} : { beforeEach: before }),
  ...(after === undefined ? {} : { afterEach: after }),
});

const meanOf = (bench: Bench, name: string): number => {
  const result = bench.getTask(name)?.result;
  if (result !== undefined && 'error' in result) throw result.error;
  if (result?.state !== 'completed') throw new Error(`The task ${JSON.stringify(name)} did not complete`);
  return result.latency.mean;
};

/**
 * Measures tasks in alternation and returns for each the mean ms of a call, one per round.
 * tinybench runs one task to its end before the next, which on a busy machine compares one minute with another: here it runs a few calls of
 * every task, round after round, and what is compared later is always of one round. The first call of a batch is not counted: it pays for
 * the caches that the task before it has filled.
 */
export const runRounds = async <Name extends string>(
  tasks: Readonly<Record<Name, Task>>,
  { rounds, calls, warmUp }: Rounds,
): Promise<Readonly<Record<Name, readonly number[]>>> => {
  const names = Object.keys(tasks) as Name[];
  const bench = new Bench({ iterations: calls, time: 0, warmup: false, throws: true });
  for (const name of names) {
    const task = tasks[name];
    bench.add(name, () => task.call(), {
      ...hooksOf(task),
      ...(calls === 1 ? {} : { beforeAll: async () => void (await task.call()) }),
      async: task.sync !== true,
    });
    for (let call = 0; call < warmUp; call += 1) {
      await task.before?.();
      await task.call();
      await task.after?.();
    }
  }
  const series = Object.fromEntries(names.map((name): [Name, number[]] => [name, []])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    bench.reset();
    await bench.run();
    for (const name of names) series[name].push(meanOf(bench, name));
  }
  return series;
};
