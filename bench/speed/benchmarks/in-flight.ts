import type { Benchmark } from '../benchmark.ts';
import { perSecond, times } from '../figures.ts';
import { openBareRealm } from '../parts/bare-realm.ts';
import { openBridgeRealm } from '../parts/bridge-realm.ts';
import { sourceOf } from '../parts/extensions.ts';
import { keepInFlight } from '../parts/keep-in-flight.ts';
import { messageOf } from '../parts/messages.ts';
import { openOperation } from '../parts/open-operation.ts';
import { openPipe } from '../parts/open-pipe.ts';
import { runRounds } from '../run-rounds.ts';

const width = 1_000;
/* Long enough that a batch is more than its start and its end, short enough that both sides of a pair see the same machine. */
const total = 10_000;

/** Calls a second while 1,000 are open. */
export const inFlight: Benchmark = {
  name: 'in-flight',
  method:
    `One sandbox, ${String(width)} calls of 100 B open at any time, ${String(total)} a batch. The pipe echoes lines of the same size, written by the same host code, ` +
    'and shows what two processes on this machine can exchange at best; the floor makes the same calls one after the other in a bare isolate of this process, and shows what one core can run at best.',
  async run() {
    const source = sourceOf('echo');
    using bare = openBareRealm(source);
    using bridge = await openBridgeRealm(source);
    await using pipe = await openPipe();
    await using across = await openOperation('echo', 'process');
    const input = messageOf(100);
    const line = JSON.stringify(input);
    const {
      floor,
      pipe: echo,
      across: call,
      bridge: bridged,
    } = await runRounds(
      {
        floor: {
          call() {
            for (let made = 0; made < total; made += 1) JSON.parse(bare.call(JSON.stringify(input)));
          },
        },
        pipe: { call: () => keepInFlight(() => pipe.send(line), width, total) },
        across: { call: () => keepInFlight(() => across.call(input), width, total) },
        bridge: { call: () => keepInFlight(() => bridge.call(input), width, total) },
      },
      { rounds: 30, calls: 1, warmUp: 4 },
    );
    return {
      figures: [
        perSecond('floor, one after the other: bare isolated-vm', 'calls/s', total, floor),
        perSecond('bare pipe', 'calls/s', total, echo),
        perSecond('across the process', 'calls/s', total, call, { least: 40_000 }),
        perSecond('asynchronous bridge', 'calls/s', total, bridged),
        times('time across the process / pipe', echo, call),
        times('time across the process / asynchronous bridge', bridged, call),
      ],
    };
  },
};
