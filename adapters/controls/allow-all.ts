import { allowAll } from './parts/allow-all.ts';
import { control } from './parts/control.ts';

/** Runs every extension in its own process and realm, checks nothing, limits nothing, and forgets nothing. */
export default control('allow-all', (host) => allowAll(host));
