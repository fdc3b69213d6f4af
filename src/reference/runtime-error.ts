import type { Json } from '../contract/json.ts';
import type { LimitName } from '../contract/limits.ts';
import type { ErrorShape, LoadPhase, Refusal } from '../contract/outcome.ts';
import type { ManifestError } from '../sdk/manifest/manifest-error.ts';
import { boundText } from '../sdk/log/bound-text.ts';
import { escapeText } from '../sdk/log/escape-text.ts';

/* A message is one bounded line, whatever an extension puts into it (LOG-4). */
const longestMessage = 1_000;
const lineOf = (text: string): string => boundText(escapeText(text), longestMessage);

/** What went wrong, for programs; each code has a page of its name in `docs/errors/`. */
export type RuntimeErrorCode =
  | 'CHILD_FAILED'
  | 'EXTENSION_STOPPED'
  | 'EXTENSION_THREW'
  | 'EXTENSION_UNAVAILABLE'
  | 'EXTENSION_UNLOADED'
  | 'LIMIT_INVALID'
  | 'LOAD_REFUSED'
  | 'OPERATION_UNKNOWN'
  | 'OPTION_INVALID'
  | 'PACKAGE_NOT_FOUND'
  | 'RUNTIME_DISPOSED';

/** Base class of every error that the reference runtime throws to its embedder. */
export class RuntimeError extends Error {
  readonly code: RuntimeErrorCode;

  constructor(code: RuntimeErrorCode, message: string, options?: ErrorOptions) {
    super(lineOf(message), options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** Why an extension is not loaded. */
export interface LoadRefusal extends Refusal {
  readonly field?: string;
  readonly problem?: ManifestError;
}

/** An extension that was not loaded; `field` is the manifest's field that is to blame, when one is, and `problem` says more of it. */
export class LoadError extends RuntimeError {
  readonly phase: LoadPhase;
  readonly field?: string;
  /** The file of the package, what was expected there and what came. */
  readonly problem?: ManifestError;
  readonly limit?: LimitName;
  /** The error as plain data, as the extension or the runtime gave it. */
  readonly error: ErrorShape;

  constructor(extension: string, { phase, error, limit, field, problem }: LoadRefusal, options?: ErrorOptions) {
    super('LOAD_REFUSED', `The extension ${JSON.stringify(extension)} was refused (${phase}): ${error.message}`, options);
    this.phase = phase;
    this.error = error;
    if (field !== undefined) this.field = field;
    if (problem !== undefined) this.problem = problem;
    if (limit !== undefined) this.limit = limit;
  }
}

/** A call that a limit ended. */
export class StoppedError extends RuntimeError {
  readonly limit: LimitName;

  constructor(extension: string, limit: LimitName) {
    super('EXTENSION_STOPPED', `The extension ${JSON.stringify(extension)} was stopped: limit ${limit}`);
    this.limit = limit;
  }
}

/** A call of an extension that was stopped too often, or could not be started again. */
export class UnavailableError extends RuntimeError {
  /** ms of wall time until it may be started again; only reloading it helps when left out. */
  readonly retryInMs?: number;

  constructor(extension: string, reason: string, retryInMs: number | undefined) {
    const advice = retryInMs === undefined ? 'dispose of it and load it again' : `call again in ${retryInMs} ms`;
    super('EXTENSION_UNAVAILABLE', `The extension ${JSON.stringify(extension)} is not available. ${reason}: ${advice}`);
    if (retryInMs !== undefined) this.retryInMs = retryInMs;
  }
}

/** A call in which the extension threw: `thrown` is the value when it was no error, else `error` has its name and message (DATA-7). */
export class ExtensionError extends RuntimeError {
  readonly thrown: Json;
  readonly error?: ErrorShape;

  constructor(extension: string, thrownText: string, error?: ErrorShape) {
    super('EXTENSION_THREW', `The extension ${JSON.stringify(extension)} threw: ${error === undefined ? thrownText : error.message}`);
    this.thrown = JSON.parse(thrownText) as Json;
    if (error !== undefined) this.error = error;
  }
}
