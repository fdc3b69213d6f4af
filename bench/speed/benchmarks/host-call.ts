import type { Benchmark, Figure } from '../benchmark.ts';
import { microseconds, sumOf, times } from '../figures.ts';
import { openBareRealm } from '../parts/bare-realm.ts';
import { openBridgeRealm } from '../parts/bridge-realm.ts';
import { sourceOf, type ExtensionName } from '../parts/extensions.ts';
import { messageOf } from '../parts/messages.ts';
import { openOperation } from '../parts/open-operation.ts';
import { openPipe } from '../parts/open-pipe.ts';
import { openQuickjsRealm } from '../parts/quickjs-realm.ts';
import { runRounds } from '../run-rounds.ts';

const input = messageOf(100);

/* A sleep crosses twice more: the request for it, and its end. A log goes out with the result. */
const roundTrips: Readonly<Record<'logs-once' | 'sleeps-once', number>> = { 'logs-once': 1, 'sleeps-once': 2 };

const measure = async (name: ExtensionName & keyof typeof roundTrips, says: string): Promise<readonly Figure[]> => {
  const source = sourceOf(name);
  using bare = openBareRealm(source);
  using bridge = await openBridgeRealm(source);
  using quickjs = await openQuickjsRealm(source);
  await using pipe = await openPipe();
  await using across = await openOperation(name, 'process');
  const line = JSON.stringify(input);
  const {
    floor,
    pipe: echo,
    across: call,
    bridge: bridged,
    quickjs: interpreted,
  } = await runRounds(
    {
      floor: { call: async () => JSON.parse(await bare.callAsync(JSON.stringify(input))) as unknown },
      pipe: {
        async call() {
          for (let trip = 0; trip < roundTrips[name]; trip += 1) await pipe.send(line);
        },
      },
      across: { call: () => across.call(input) },
      bridge: { call: () => bridge.call(input) },
      quickjs: { call: () => quickjs.call(input) },
    },
    { rounds: 60, calls: 20, warmUp: 1_000 },
  );
  return [
    microseconds(`${says}: floor, bare isolated-vm`, floor),
    microseconds(`${says}: ${roundTrips[name]} bare pipe round trip${roundTrips[name] === 1 ? '' : 's'}`, echo),
    microseconds(`${says}: across the process`, call),
    microseconds(`${says}: asynchronous bridge`, bridged),
    microseconds(`${says}: quickjs-wasi`, interpreted),
    times(`${says}: across the process / (floor + pipe)`, sumOf(floor, echo), call),
    times(`${says}: across the process / asynchronous bridge`, bridged, call),
    times(`${says}: across the process / quickjs-wasi`, interpreted, call),
  ];
};

/** A call whose handler uses one function of the host. */
export const hostCall: Benchmark = {
  name: 'host-call',
  method:
    'The handler awaits one `log` or one `sleep(0)` and returns its input of 100 B. In the bare isolate `log` is a synchronous callback and `sleep` a reference whose promise is awaited; ' +
    'in the bridge both are references. No host function does anything, but for the reference runtime, which checks scopes and limits and rewrites the text.',
  run: async () => ({ figures: [...(await measure('logs-once', 'log')), ...(await measure('sleeps-once', 'sleep(0)'))] }),
};
