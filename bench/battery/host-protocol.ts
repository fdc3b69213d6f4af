import type { ExtensionPackage } from '../../src/contract/adapter.ts';
import type { HostProgram } from './program.ts';
import type { Seen } from './seen.ts';
import type { TripSecrets } from './tripwires.ts';

/** What the battery tells the host's process, one JSON text a line. */
export type ToHost =
  | {
      readonly setup: {
        readonly runtime: RuntimeName;
        readonly secrets: TripSecrets;
        /** ms that a program is watched at least. */
        readonly watchMs: number;
        /** The folder that the programs' extensions are written into; no extension may get to know it. */
        readonly extensions: string;
        readonly honest: WrittenExtension;
        /** The honest extension's corner of the battery's server. */
        readonly honestWeb: string;
      };
    }
  | { readonly run: HostProgram; readonly extension: WrittenExtension };

/** An extension that lies in its folder. */
export type WrittenExtension = Pick<ExtensionPackage, 'name' | 'folder' | 'manifestText'>;

/** Which runtime the host embeds: the one that is attacked, or one that holds nothing, which must fail. */
export type RuntimeName = 'reference' | 'naive';

/** What the host itself sees of a program. */
export type HostSeen = Omit<Seen, 'web' | 'trapped' | 'leftProcesses' | 'leftFiles'>;

/** What the host's process tells the battery. Its input's end is its order to end. */
export type FromHost =
  { readonly ready: true } | { readonly ran: string; readonly seen: HostSeen } | { readonly disposed: true; readonly maxRssMiB: number };

/** A message as one line: readline takes U+2028 and U+2029 for ends of lines as well. */
export const lineOf = (message: ToHost | FromHost): string =>
  `${JSON.stringify(message).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}\n`;
