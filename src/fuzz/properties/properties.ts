import type { Property } from '../program.ts';
import { requestArguments } from './arguments.ts';
import { brokenGlobs } from './broken-globs.ts';
import { data } from './data.ts';
import { globOrder } from './glob-order.ts';
import { logArguments } from './log-arguments.ts';
import { manifests } from './manifests.ts';
import { narrowerScopes } from './narrower-scopes.ts';
import { redirects } from './redirects.ts';
import { requests } from './requests.ts';
import { sequences } from './sequences.ts';
import { sleepArguments } from './sleep-arguments.ts';
import { spellings } from './spellings.ts';

/** Every property, in the order in which a campaign takes them. */
export const properties: readonly Property[] = [
  requests,
  spellings,
  narrowerScopes,
  globOrder,
  redirects,
  requestArguments,
  brokenGlobs,
  manifests,
  data,
  logArguments,
  sleepArguments,
  sequences,
];
