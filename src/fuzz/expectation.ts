import type { Json } from '../contract/json.ts';
import type { LoadPhase } from '../contract/outcome.ts';
import type { Role } from '../contract/stimulus.ts';

/** What one request must have become on the network. */
export interface ExpectedRequest {
  readonly method: string;
  readonly url: string;
}

/** Which call of a generated program: `call` counts from 0 among the calls of its role, which is `subject` when left out. */
export interface CallOf {
  readonly call: number;
  readonly role?: Role;
}

/**
 * What one record must be: exactly this text; or, where characters have to be escaped, `around` them these stretches in their order and anything else
 * in between that is no control character; or any text but `not`.
 */
export type ExpectedRecord = string | { readonly around: readonly string[] } | { readonly not: string };

/** What one call must have given back, and what it must have logged; `gives` are values of which one came back, as good as each other. */
export interface Gives {
  readonly gives: readonly Json[];
  /** The records of the call, in this order; none when left out. */
  readonly logs?: readonly ExpectedRecord[];
  /** An error and no record is as good. */
  readonly orRefused?: true;
  /** How often its argument may have been read, as the code inside counts it in `reads`; not asked when left out. */
  readonly mostReads?: number;
  /** ms that the call must have taken at least, within the tolerance of SLEEP-1. */
  readonly atLeastMs?: number;
}

/**
 * What must be seen of one call of a generated program, as data: it stands in a file, too. Every call also has to answer the challenge, unless it is `absent`.
 * `sends`: these requests left, in this order, and the last one's answer came back; with `orRefused`, none left is as good.
 * `refused`: an error came back, and nothing left. `answers`: exactly this value came back. `gives`: see {@link Gives}.
 * `allows`: this request left or none, whatever came back; with `asMuchAs`, it left and was answered if that of an earlier call was.
 * `follows`: the first of these requests left, and behind it any number of the others in their order, but nothing else; whatever came back.
 * `absent`: there was nothing to call.
 */
export type CallExpectation = CallOf &
  (
    | { readonly sends: readonly ExpectedRequest[]; readonly orRefused?: true }
    | { readonly refused: true }
    | { readonly answers: Json }
    | Gives
    | { readonly allows: ExpectedRequest; readonly asMuchAs?: CallOf }
    | { readonly follows: readonly ExpectedRequest[] }
    | { readonly absent: true }
  );

/**
 * What must be seen of the last load of an extension. Without one the extension under test has to load, or, where all its calls are refused, may be refused.
 * `refused`: it was refused, in this `phase` if one is given, with an error that has one of the words of `names` if some are given.
 * `mayBeRefused`: it was, and nothing more is asked of its calls; or it was not, and all that is expected of them holds. `accepted`: it loaded.
 */
export type LoadExpectation = { readonly load: Role } & (
  | { readonly refused: true; readonly phase?: LoadPhase; readonly names?: readonly string[] }
  | { readonly mayBeRefused: true }
  | { readonly accepted: true }
);

/** What must be seen of a generated program, one thing of it. */
export type Expectation = CallExpectation | LoadExpectation;

/** What a network of generated programs answers to every request that may leave. */
export const marker = 'you reached it';
