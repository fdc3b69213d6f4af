import type { NetworkEvidence } from '../contract/network.ts';

/** What `--adapter` names: a module that a cell of ours loads, or a program that is the cell. */
export type AdapterTarget =
  | {
      readonly kind: 'module';
      readonly name: string;
      readonly url: string;
      readonly own: boolean;
      readonly options: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'exec'; readonly name: string; readonly command: string };

/** A target with what is to be seen of its network, by which its cells are started; `describeRuntime` gives one. */
export type PlacedTarget = AdapterTarget & { readonly evidence: NetworkEvidence };
