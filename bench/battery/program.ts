import type { Json } from '../../src/contract/json.ts';
import type { Limits } from '../../src/contract/limits.ts';
import type { Holds } from './seen.ts';

/** Through which door of a program's extension a call goes. */
export type ProgramDoor =
  | { readonly operation: string }
  | { readonly filter: string }
  | { readonly action: string }
  | {
      readonly endpoint: {
        readonly method: string;
        readonly target: string;
        readonly body?: Json;
        readonly headers?: Readonly<Record<string, string>>;
      };
    };

/** What the battery does to the extension, one after the other. */
export type Step =
  /** Calls and waits; `together` calls at the same time. The input gets `depth` lists around it. */
  | { readonly call: ProgramDoor; readonly input?: Json; readonly depth?: number; readonly together?: number }
  /** Calls and goes on at once. */
  | { readonly start: ProgramDoor; readonly input?: Json }
  | { readonly waitMs: number }
  | { readonly unload: true }
  /** Unloads, when that has not been done, and loads the same package again. */
  | { readonly reload: true };

/** What the host needs of a program; it is sent as JSON. */
export type HostProgram = Pick<Program, 'id' | 'steps' | 'hunt' | 'limits' | 'beforeMs'>;

/** One attack: an extension, what is done to it, and what a sandbox that holds shows. */
export interface Program {
  /** `<topic>/<slug>`, never reused. */
  readonly id: string;
  /** Ids of `docs/attack-classes.md`. */
  readonly covers: readonly string[];
  readonly kind: 'operation' | 'hook' | 'endpoint';
  /** The extension's module. */
  readonly source: string;
  /** Whether the source gets `guest/hunt.js` in front, as all do but those whose first bytes are the attack. */
  readonly armed: boolean;
  readonly steps: readonly Step[];
  /** The door behind which the extension searches for the secrets, after its attack. */
  readonly hunt?: ProgramDoor;
  readonly holds: Holds;
  /** Text of the manifest, from its usual object. */
  readonly manifest?: (usual: Readonly<Record<string, unknown>>) => string;
  /** Scopes; all of them when left out. `WEB` in a URL is the program's own corner of the battery's server. */
  readonly scopes?: Readonly<Record<string, unknown>>;
  readonly limits?: Partial<Limits>;
  /** Whether what the attack leaves in its realm stops the hunt as well. */
  readonly trapped?: true;
  /** ms that a call spends waiting before it uses the processor. */
  readonly beforeMs?: number;
}
