import type { Limits, LimitName } from '../src/contract/limits.ts';
import type { ErrorShape } from '../src/contract/outcome.ts';
import type { GuestSetup } from '../src/guest/records.ts';

/** An extension's evaluation after its first slice; `finished` settles when its module body has ended, top-level `await` included. */
export interface Evaluation {
  readonly finished: Promise<void>;
}

/** One realm: a context that already holds the boot module, for one extension. After an {@link EngineStop} it is only drained and disposed. */
export interface Engine {
  /** Starts what this source will run in, before the clock of the load: the time that takes is not the extension's. */
  prepare?(source: string): Promise<void>;
  /**
   * Evaluates the extension's entry file and runs its microtasks.
   * @throws {EngineRefusal} when it cannot be linked, {@link Evaluation.finished} when its body throws
   */
  evaluate(source: string): Promise<Evaluation>;
  /** Registers the default export of the extension, whose body has ended. */
  register(): Promise<void>;
  /** Starts one call and runs the microtasks that follow; takes JSON text. */
  dispatch(call: string): Promise<void>;
  /** Settles a `sleep` or `request` and runs the microtasks that follow; takes JSON text. */
  deliver(answer: string): Promise<void>;
  /** The records since the last time. @throws {EngineStop} when the realm ended outside of all entries, once */
  drain(): string;
  /** Whether what a call threw is how the engine refuses memory inside; left out, nothing is. */
  isOutOfMemory?(error: ErrorShape): boolean;
  /** Ends it; a promise resolves when nothing of it runs any more, and without one that is so at once. */
  dispose(): Promise<void> | void;
  /** Of an engine whose realm goes on by itself between two entries: takes what it is to ring then, before the first entry. */
  listen?(bell: EngineBell): void;
}

/** What an engine rings whose realm goes on by itself between two entries. */
export interface EngineBell {
  /** There are records to drain. */
  records(): void;
  /** The realm has ended. */
  ended(stop: EngineStop): void;
}

/** Opens a realm and configures its boot module. */
export type OpenEngine = (setup: GuestSetup, limits: Limits) => Promise<Engine>;

/** The engine ended a slice of the extension's code, or broke while it ran; its realm must not be entered again. */
export class EngineStop extends Error {
  override readonly name = 'EngineStop';
  readonly limit: LimitName;

  constructor(limit: LimitName, options?: ErrorOptions) {
    super(`The engine ended the extension's code: ${limit}`, options);
    this.limit = limit;
  }
}

/** The extension cannot be linked, or its module body threw. */
export class EngineRefusal extends Error {
  override readonly name = 'EngineRefusal';
  readonly phase: 'link' | 'evaluate';
  readonly shape: ErrorShape;

  constructor(phase: 'link' | 'evaluate', shape: ErrorShape) {
    super(`${shape.name}: ${shape.message}`);
    this.phase = phase;
    this.shape = shape;
  }
}
