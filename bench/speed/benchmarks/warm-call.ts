import type { Benchmark, Figure } from '../benchmark.ts';
import { microseconds, sumOf, times } from '../figures.ts';
import { openBareRealm } from '../parts/bare-realm.ts';
import { openBridgeRealm } from '../parts/bridge-realm.ts';
import { sourceOf } from '../parts/extensions.ts';
import { messageOf, messageSizes } from '../parts/messages.ts';
import { openOperation } from '../parts/open-operation.ts';
import { openPipe } from '../parts/open-pipe.ts';
import { openQuickjsRealm } from '../parts/quickjs-realm.ts';
import { runRounds, type Task } from '../run-rounds.ts';

const source = sourceOf('echo');

const inProcessGoal = { most: 1.15 };
const acrossGoal = { most: 1.15 };

const measure = async (size: string, bytes: number): Promise<readonly Figure[]> => {
  using bare = openBareRealm(source);
  using bridge = await openBridgeRealm(source);
  using quickjs = await openQuickjsRealm(source);
  await using pipe = await openPipe();
  await using across = await openOperation('echo', 'process');
  await using inside = await openOperation('echo', 'in-process');
  const input = messageOf(bytes);
  const line = JSON.stringify(input);
  const callFloor = (): unknown => JSON.parse(bare.call(JSON.stringify(input)));
  const floorTask: Task = { sync: true, call: callFloor };
  const calls = bytes < 100_000 ? 20 : 2;
  const series = await runRounds(
    {
      floor: floorTask,
      pipe: { call: () => pipe.send(line) },
      across: { call: () => across.call(input) },
      woken: {
        async call() {
          await pipe.send(line);
          const startedAt = performance.now();
          callFloor();
          return { overriddenDuration: performance.now() - startedAt };
        },
      },
      bridge: { call: () => bridge.call(input) },
      quickjs: { call: () => quickjs.call(input) },
      inside: { call: () => inside.call(input) },
    },
    bytes < 100_000 ? { rounds: 60, calls, warmUp: 2_000 } : { rounds: 30, calls, warmUp: 10 },
  );
  const { floor, pipe: echo, across: call, woken, bridge: bridged, quickjs: interpreted, inside: inProcess } = series;
  return [
    microseconds(`${size}: floor, bare isolated-vm`, floor),
    microseconds(`${size}: floor, right after a pipe round trip`, woken),
    microseconds(`${size}: bare pipe round trip`, echo),
    microseconds(`${size}: across the process`, call),
    microseconds(`${size}: in process`, inProcess),
    microseconds(`${size}: asynchronous bridge`, bridged),
    microseconds(`${size}: quickjs-wasi`, interpreted),
    times(`${size}: in process / floor`, floor, inProcess, bytes < 100_000 ? inProcessGoal : undefined),
    times(`${size}: across the process / (floor + pipe)`, sumOf(floor, echo), call, acrossGoal),
    times(`${size}: across the process / (floor right after a pipe round trip + pipe)`, sumOf(woken, echo), call),
    times(`${size}: across the process / asynchronous bridge`, bridged, call),
    times(`${size}: across the process / quickjs-wasi`, interpreted, call),
  ];
};

/** A call of an extension that is loaded and has been called before, one at a time. */
export const warmCall: Benchmark = {
  name: 'warm-call',
  method:
    'The handler returns its input. The floor is one synchronous call with a timeout into a bare isolate of this process, JSON text in and out, which the host writes and parses. ' +
    'The pipe is a process that echoes lines, started as the runtime starts its own, driven by the same kind of host code with lines of the same size. ' +
    'The floor is measured in a tight loop, where all its code is in the caches of its core; right after a pipe round trip, as every call across a process is, the same call costs more, and that is shown beside it.',
  async run() {
    const figures: Figure[] = [];
    for (const { size, bytes } of messageSizes) figures.push(...(await measure(size, bytes)));
    return { figures };
  },
};
