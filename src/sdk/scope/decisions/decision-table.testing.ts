import { addressesAndPorts } from './addresses-and-ports.testing.ts';
import type { Decision } from './decision.testing.ts';
import { dotSegments } from './dot-segments.testing.ts';
import { hosts } from './hosts.testing.ts';
import { literals } from './literals.testing.ts';
import { paths } from './paths.testing.ts';
import { queriesAndMethods } from './queries-and-methods.testing.ts';
import { refusedGlobs } from './refused-globs.testing.ts';
import { refusedScopes } from './refused-scopes.testing.ts';
import { urlForms } from './url-forms.testing.ts';

/** Every decision that scope-glob v1 is held to, written from its sentences. */
export const decisionTable: readonly Decision[] = [
  ...urlForms,
  ...hosts,
  ...addressesAndPorts,
  ...dotSegments,
  ...paths,
  ...literals,
  ...queriesAndMethods,
  ...refusedGlobs,
  ...refusedScopes,
];
