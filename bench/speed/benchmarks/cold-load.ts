import { createRuntime } from '../../../src/reference/create-runtime.ts';
import type { Sandbox } from '../../../src/reference/create-sandbox.ts';
import { prepareExtension } from '../../../src/reference/prepare-extension.ts';
import type { Benchmark } from '../benchmark.ts';
import { milliseconds, sumOf, times } from '../figures.ts';
import { openBareRealm } from '../parts/bare-realm.ts';
import { openBridgeRealm } from '../parts/bridge-realm.ts';
import { folderOf, operationId, sourceOf } from '../parts/extensions.ts';
import { messageOf } from '../parts/messages.ts';
import { openQuickjsRealm } from '../parts/quickjs-realm.ts';
import { untilQuiet } from '../parts/until-quiet.ts';
import { runRounds } from '../run-rounds.ts';

const folder = folderOf('echo');
const source = sourceOf('echo');
const input = messageOf(100);

/** From nothing to the first result. */
export const coldLoad: Benchmark = {
  name: 'cold-load',
  method:
    'The floor makes an isolate and a context in this process, compiles, links and evaluates the extension and calls it once: JSON text in and out, synchronous, with a timeout. ' +
    'The candidate is `runtime.load(folder)` and the first `operation` on a runtime with one spare; `load` reads and checks the package, which the floor does not, so that step is measured alone too. ' +
    'Before every call of every task the spare has booted and no child has run for 60 ms. Unloading and what the runtime starts after the first result are not in the time; what it starts before is.',
  async run() {
    await using runtime = createRuntime({ spares: 1 });
    let loaded: Sandbox | undefined;
    const series = await runRounds(
      {
        floor: {
          before: untilQuiet,
          call() {
            using realm = openBareRealm(source);
            JSON.parse(realm.call(JSON.stringify(input)));
          },
        },
        prepared: { before: untilQuiet, call: () => prepareExtension(folder) },
        load: {
          before: untilQuiet,
          async call() {
            loaded = await runtime.load(folder);
            await loaded.operation(operationId, input);
          },
          after: async () => loaded?.dispose(),
        },
        bridge: {
          before: untilQuiet,
          async call() {
            using realm = await openBridgeRealm(source);
            await realm.call(input);
          },
        },
        quickjs: {
          before: untilQuiet,
          async call() {
            using realm = await openQuickjsRealm(source);
            await realm.call(input);
          },
        },
      },
      { rounds: 40, calls: 1, warmUp: 5 },
    );
    const { floor, prepared, load, bridge, quickjs } = series;
    return {
      figures: [
        milliseconds('floor: bare isolated-vm', floor),
        milliseconds('reading and checking the package', prepared),
        milliseconds('load and first call, across the process', load),
        milliseconds('asynchronous bridge', bridge),
        milliseconds('quickjs-wasi', quickjs),
        times('across the process / floor', floor, load, { most: 1.3 }),
        times('across the process / (floor + reading and checking)', sumOf(floor, prepared), load),
        times('across the process / asynchronous bridge', bridge, load),
        times('across the process / quickjs-wasi', quickjs, load),
      ],
    };
  },
};
