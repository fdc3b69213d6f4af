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
