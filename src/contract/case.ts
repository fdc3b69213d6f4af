import type { Need } from './adapter.ts';
import type { Json } from './json.ts';
import type { Limits } from './limits.ts';
import type { NetworkTable } from './network.ts';
import type { Observation } from './observation.ts';
import type { Step } from './stimulus.ts';

/** `requestedScopes` as a manifest writes them; hostile shapes allowed. */
export type Scopes = { readonly [scope: string]: Json };

/** One more file of a package: a text, for generated programs only; the entry file's bytes once more, with spaces behind them up to a size in bytes; a symbolic link; a folder; a named pipe. */
export type TreeEntry =
  | { readonly text: string }
  | { readonly copy: 'entry'; readonly paddedTo?: number }
  | { readonly link: string }
  | { readonly folder: 'empty' }
  | { readonly pipe: 'silent' };

/** One extension of a case. */
export interface GivenExtension {
  /** A folder of `fixtures/extensions`, or `npm:<package>` for an installed one, taken as it is. */
  readonly extension: string;
  /** Goes into the manifest as `requestedScopes`; left out means the fixture's own. */
  readonly scopes?: Scopes;
  /** Replaces the entry file's text; for generated programs only. */
  readonly source?: string;
  /** Merged over the manifest's `directus:extension` value, key by key. */
  readonly manifest?: { readonly [key: string]: Json };
  /** Replaces the whole text of `package.json`. `{{name}}` stands for the per-run package name. */
  readonly manifestText?: string;
  /** What stands in the package besides the entry file, by its path with `/`; one that starts with `../` stands beside the package. */
  readonly tree?: { readonly [path: string]: TreeEntry };
  readonly limits?: Partial<Limits>;
}

/** What stands before the stimulus. Host names ending in `.test` and `{{…}}` tokens are replaced by names drawn per run, and mapped back. */
export interface Given extends GivenExtension {
  readonly network?: NetworkTable;
  /** Variables of the environment that the runtime is started anew in. */
  readonly environment?: Readonly<Record<string, string>>;
  /** An honest extension, loaded before the one under test. */
  readonly beside?: GivenExtension;
  /** When the one under test is loaded: before the stimulus, which is what is meant when left out, or by a step of it. */
  readonly loads?: 'by a step';
}

/** One named sentence about what was seen. It is pure. `reason` marks a check of *why* something was refused. */
export type Check = (seen: Observation) => boolean;

/** A check whose failure alone means `wrong-reason`. */
export interface ReasonCheck {
  readonly reason: Check;
}

/** Sentence to check. */
export type Checks = Readonly<Record<string, Check | ReasonCheck>>;

/** Marks a check that names the error a refusal must have. */
export const reason = (check: Check): ReasonCheck => ({ reason: check });

/** The admitted sibling of a refusal: what is left out is taken from the case. */
export interface Twin {
  readonly given?: Partial<Given>;
  readonly when?: Step;
  readonly expect: Checks;
}

interface CaseBody {
  /** `suite/topic/slug`; the first two are the file's place. Never reused. */
  readonly id: string;
  readonly clause: string;
  /** One sentence. */
  readonly says: string;
  readonly given: Given;
  readonly when: Step;
  readonly expect: Checks;
  /** Semantic or message faults that make this case red. */
  readonly catches: readonly [string, ...string[]];
  /** Attack classes of the catalogue. */
  readonly covers?: readonly string[];
  /** What a runtime must have or claim for the case to apply. */
  readonly needs?: readonly Need[];
  /**
   * Played in one sandbox with other such cases of an equal `given`, one after the other; whatever goes wrong in it ends the sharing.
   * Only for steps that call, and for code that keeps nothing between calls.
   */
  readonly shared?: true;
  /** Where no code of ours runs inside, the sentence that says what stands in for the challenge. */
  readonly challenge?: { readonly standIn: string };
}

/** A test of one clause. `provides`: it works; `refuses`: it is denied, and its twin is not; `contains`: the damage stays inside. */
export type ConformanceCase =
  | (CaseBody & { readonly kind: 'provides'; readonly admits?: Twin })
  | (CaseBody & { readonly kind: 'refuses'; readonly admits: Twin })
  | (CaseBody & { readonly kind: 'contains'; readonly admits?: Twin });

/** The kind of a case. */
export type CaseKind = ConformanceCase['kind'];
