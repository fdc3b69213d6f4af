/** How often a stopped extension is started again. */
export interface RespawnPolicy {
  /** Stops within the window after which it stays stopped until it is reloaded. */
  readonly most: number;
  /** ms of wall time of the window. */
  readonly withinMs: number;
  /** Stops within the window that are followed by a start at the next call. */
  readonly free: number;
  /** ms of wall time before the start after the first stop beyond these; doubled with each further one. */
  readonly backoffMs: number;
}

/** The policy of production. */
export const respawnPolicy: RespawnPolicy = { most: 10, withinMs: 60_000, free: 2, backoffMs: 100 };

/** What may be done after a stop: start at the time, of the clock that `stopped` was given, or never. */
export type Respawn = { readonly at: number } | 'never';

/** Returns a function that is told of each stop by its time in ms, and returns when the extension may be started again. */
export const respawns = ({ most, withinMs, free, backoffMs }: RespawnPolicy): ((stoppedAt: number) => Respawn) => {
  let stops: readonly number[] = [];
  return (stoppedAt) => {
    stops = [...stops.filter((at) => stoppedAt - at < withinMs), stoppedAt];
    if (stops.length > most) return 'never';
    const beyond = stops.length - free;
    return { at: beyond <= 0 ? stoppedAt : stoppedAt + backoffMs * 2 ** (beyond - 1) };
  };
};
