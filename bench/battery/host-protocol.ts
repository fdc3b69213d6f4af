import type { Seen } from './seen.ts';
import type { TripPlaces, TripSecrets } from './tripwires.ts';

/** What the battery tells the host's process, one JSON text a line. */
export type ToHost =
  | {
      readonly setup: {
        readonly runtime: RuntimeName;
        readonly places: TripPlaces;
        readonly secrets: TripSecrets;
        /** The folder that the programs' extensions are written into. */
        readonly extensions: string;
        readonly honestWeb: string;
      };
    }
  | { readonly run: string; readonly web: string };

/** Which runtime the host embeds: the one that is attacked, or one that holds nothing, which must fail. */
export type RuntimeName = 'reference' | 'naive';

/** What the host itself sees of a program. */
export type HostSeen = Omit<Seen, 'web' | 'trapped' | 'leftProcesses' | 'leftFiles'>;

/** What the host's process tells the battery. Its input's end is its order to end. */
export type FromHost =
  | { readonly ready: true }
  | { readonly ran: string; readonly seen: HostSeen }
  | { readonly disposed: true; readonly maxRssMiB: number };
