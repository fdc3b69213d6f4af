import type { NetworkTable } from '../../contract/network.ts';

/** Serves a case's network to processes that can't be intercepted. Disposing ends it. */
export interface Gateway extends AsyncDisposable {
  /** PEM text of the authority that vouches for whatever is asked for. */
  readonly ca: string;
  /** URL of the proxy that it is; left out when it is all that can be reached. */
  readonly proxy?: string;
  /** Replaces the table; resolves when its ports are open. */
  mount(table: NetworkTable): Promise<void>;
  /** Resolves when everything that left until now has been told. */
  settle(): Promise<void>;
}
