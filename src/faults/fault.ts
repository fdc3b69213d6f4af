import type { Entry, ExtensionPackage } from '../contract/adapter.ts';
import type { Json } from '../contract/json.ts';
import type { Limits } from '../contract/limits.ts';
import type { NetworkRecord } from '../contract/network.ts';
import type { Outcome, Refusal } from '../contract/outcome.ts';

/** What is put into an extension's folder, or beside it, besides or in place of one of `files`. */
export type PlacedEntry =
  | { readonly text: string; readonly paddedTo?: number }
  | { readonly link: string }
  | { readonly folder: 'empty' }
  | { readonly pipe: 'silent' };

/** What a load message carries, before the extension's folder is written. */
export interface LoadMessage {
  readonly extension: Omit<ExtensionPackage, 'folder'> & { readonly tree?: { readonly [path: string]: PlacedEntry } };
  readonly limits: Partial<Limits>;
}

/** What a cell answers to a load. */
export type LoadAnswer = { readonly sandbox: string; readonly limits: Limits } | { readonly refused: Refusal };

/** What a call message carries. */
export interface CallMessage {
  readonly entry: Entry;
  readonly input: Json;
}

/** Changes messages between suite and cell. `forward` passes on; not calling it swallows the message. One is made for each loaded scene, so it may remember. */
export interface Rewriting {
  load?(message: LoadMessage, forward: (message: LoadMessage) => Promise<LoadAnswer>): Promise<LoadAnswer>;
  call?(message: CallMessage, forward: (message: CallMessage) => Promise<Outcome>): Promise<Outcome>;
  dispose?(forward: () => Promise<void>): Promise<void>;
  log?(record: { readonly extension: string; readonly text: string }): readonly { readonly extension: string; readonly text: string }[];
  network?(record: NetworkRecord): readonly NetworkRecord[];
}

/** A rewriting of what is loaded, which another one may pass messages on to. */
export type LoadRewriting = Rewriting & Required<Pick<Rewriting, 'load'>>;

/** A deliberate defect. `semantic`: the forbidden act succeeds. `message`: only the shape of what is told changes. */
export interface Fault {
  readonly name: string;
  readonly kind: 'semantic' | 'message';
  /** One sentence: what is broken. */
  readonly breaks: string;
  /** Puts the fault on any runtime. */
  readonly rewriting?: () => Rewriting;
  /** Needs an adapter that lists this name under `seams`. */
  readonly seam?: true;
}
