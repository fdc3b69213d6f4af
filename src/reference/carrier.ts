import type { ErrorShape, LoadPhase } from '../contract/outcome.ts';
import type { LimitName } from '../contract/limits.ts';

/** ms of each kind of slice after which the isolate ends it; 0 is never. */
export interface SliceTimeouts {
  readonly evaluate: number;
  readonly register: number;
  readonly dispatch: number;
  readonly deliver: number;
  readonly drain: number;
}

/** What makes an isolate that waits for an extension. */
export interface BootMessage {
  readonly memoryMiB: number;
  readonly boot: string;
  readonly api: string;
  readonly entry: string;
}

/** What loads an extension into it. `setup` is JSON text. */
export interface LoadMessage {
  readonly setup: string;
  readonly source: string;
  readonly timeouts: SliceTimeouts;
}

/** What a call goes through. */
export type DoorKind = 'operation' | 'filter' | 'action' | 'endpoint';

/** What a pump (`pump.cjs`) tells beside the records of its realm. */
export type PumpNote =
  | { readonly ready: true }
  | { readonly phase: LoadPhase }
  | { readonly refused: { readonly phase: LoadPhase; readonly error: ErrorShape } }
  /** Something was rejected or thrown that nobody caught; it changes no call. */
  | { readonly stray: ErrorShape }
  | { readonly stopped: 'cpu' | 'memory'; readonly phase?: LoadPhase };

/** How a carrier ended by itself or was ended. */
export interface CarrierEnd {
  readonly limit: LimitName;
  /** For a child its exit code or signal, and the last of what it wrote to stderr. */
  readonly detail: string;
}

/** What is told of a carrier's isolate. */
export interface CarrierEvents {
  /** Takes records of the realm, one a line; they are not trusted. */
  readonly onRecords: (text: string) => void;
  /** Takes the JSON text of a call's result; it is not trusted. */
  readonly onResult: (call: number, json: string) => void;
  readonly onNote: (note: PumpNote) => void;
  /** So many messages since the boot have been worked off. */
  readonly onDone: (count: number) => void;
  /** It wrote what it never writes. */
  readonly onBroken: (error: unknown) => void;
}

/** What holds a booted isolate: a child process, or this process. Messages are worked off in their order; nothing is sent before `listen`. */
export interface Carrier {
  /** Whether a message is worked off before its sending returns, in this process. */
  readonly blocks: boolean;
  /** Resolves when it is gone and everything it wrote has been handed over. */
  readonly ended: Promise<CarrierEnd>;
  listen(events: CarrierEvents): void;
  load(message: LoadMessage): void;
  /** Starts a call: `name` is the operation's id or the event, of an endpoint empty, `text` JSON text of the input, of an endpoint its request. */
  dispatch(call: number, kind: DoorKind, name: string, text: string): void;
  /** Starts a call of the operation that was registered as the so-manieth, counted from 0 among the operations. */
  operate(call: number, index: number, text: string): void;
  /** Takes JSON text of a `GuestAnswer`. */
  deliver(text: string): void;
  /** Resolves when most of what was sent has left this process; undefined when there is not much of it. */
  leaving(): Promise<void> | undefined;
  /** Ends it at once. */
  kill(): void;
}
