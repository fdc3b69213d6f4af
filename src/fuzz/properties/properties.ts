import type { Property } from '../program.ts';
import { requestArguments } from './arguments.ts';
import { brokenGlobs } from './broken-globs.ts';
import { data } from './data.ts';
import { logArguments } from './log-arguments.ts';
import { manifests } from './manifests.ts';
import { redirects } from './redirects.ts';
import { requests } from './requests.ts';
import { sequences } from './sequences.ts';
import { sleepArguments } from './sleep-arguments.ts';

/** Every property, in the order in which a campaign takes them. */
export const properties: readonly Property[] = [
  requests,
  redirects,
  requestArguments,
  brokenGlobs,
  manifests,
  data,
  logArguments,
  sleepArguments,
  sequences,
];
