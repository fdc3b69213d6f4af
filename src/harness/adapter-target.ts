import type { EnclosureKind } from '../enclosure/open-enclosure.ts';

/** What `--adapter` names: a module that a cell of ours loads, or a program that is the cell. */
export type AdapterTarget =
  | {
      readonly kind: 'module';
      readonly name: string;
      readonly url: string;
      readonly own: boolean;
      readonly options: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'exec';
      readonly name: string;
      readonly command: string;
      /** Starts it where a gateway is all that it reaches, or beside one that is a proxy. */
      readonly gateway?: EnclosureKind;
    };
