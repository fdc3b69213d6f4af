import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';
import type { BootMessage, Carrier, CarrierEnd, CarrierEvents, DoorKind, LoadMessage, PumpNote } from './carrier.ts';

interface Pump {
  boot(message: BootMessage): void;
  load(message: LoadMessage): void;
  dispatch(call: number, kind: DoorKind, name: string, text: string): void;
  operate(call: number, index: number, text: string): void;
  deliver(text: string): void;
  readonly waits: boolean;
  drain(): void;
  dispose(): void;
}

interface PumpProgram {
  createPump(options: {
    readonly ivm: unknown;
    readonly memoryShare: number;
    readonly onRecords: (records: string) => void;
    readonly onResult: (call: number, json: string) => void;
    readonly onNote: (note: PumpNote) => void;
  }): Pump;
}

/* Only when an embedder asks for it: whoever runs children has no isolate in its own process. */
const programs = (): { readonly ivm: unknown; readonly createPump: PumpProgram['createPump'] } => {
  const require = createRequire(import.meta.url);
  const { createPump } = require(join(packageRoot, 'src', 'reference', 'pump.cjs')) as PumpProgram;
  return { ivm: require('isolated-vm'), createPump };
};

/**
 * Returns the carrier of a booted isolate in this process: every slice of the extension's code blocks the host until it ends, native code that
 * the engine does not interrupt blocks it for good, and some overruns of memory end the host. For code that is trusted, and for measuring.
 */
export const inProcessCarrier = (message: BootMessage): Carrier => {
  const { ivm, createPump } = programs();
  const gone = Promise.withResolvers<CarrierEnd>();
  let events: CarrierEvents | undefined;
  let done = 0;
  let leftover: NodeJS.Immediate | undefined;
  let killed = false;
  const pump = createPump({
    ivm,
    memoryShare: 1,
    onRecords: (records) => events?.onRecords(records),
    onResult: (call, json) => events?.onResult(call, json),
    onNote: (note) => events?.onNote(note),
  });
  pump.boot(message);

  /* What a call waits for at once; what code left over records when nobody waits. */
  const rest = (): void => {
    if (killed) return;
    if (pump.waits) pump.drain();
    else
      leftover ??= setImmediate(() => {
        leftover = undefined;
        if (!killed) pump.drain();
      });
  };

  return {
    blocks: true,
    ended: gone.promise,
    listen: (given) => (events = given),
    load(loaded) {
      pump.load(loaded);
      events?.onDone((done += 1));
      rest();
    },
    dispatch(call, kind, name, text) {
      pump.dispatch(call, kind, name, text);
      rest();
    },
    operate(call, index, text) {
      pump.operate(call, index, text);
      rest();
    },
    deliver(text) {
      pump.deliver(text);
      rest();
      events?.onDone((done += 1));
    },
    leaving: () => undefined,
    kill() {
      if (killed) return;
      killed = true;
      if (leftover !== undefined) clearImmediate(leftover);
      /* Not within a slice of its own: the isolate may be the one that is asking. */
      setImmediate(() => {
        pump.dispose();
        gone.resolve({ limit: 'crash', detail: 'The isolate was disposed' });
      });
    },
  };
};
