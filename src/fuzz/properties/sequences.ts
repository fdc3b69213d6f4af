import fc from 'fast-check';

import type { GivenExtension } from '../../contract/case.ts';
import { sequence, type Role } from '../../contract/stimulus.ts';
import { afterCommands, lifecycleCommands, type Cast, type LifecycleCommands, type OneDoor } from '../arbitraries/lifecycles.ts';
import type { Expectation } from '../expectation.ts';
import { extensionSource } from '../extension-source.ts';
import type { Program, Property } from '../program.ts';

/* What `type` needs of a manifest besides scopes. */
const fixtures: Readonly<Record<OneDoor, string>> = { operation: 'announces-itself', endpoint: 'honest-routes', hook: 'smoke-filter' };

const counts = (tag: string): string => `let counted = 0;

const count = (n) => {
  counted += 1;
  globalThis.counted = (globalThis.counted ?? 0) + 1;
  log('${tag} ' + n);
  return { tag: '${tag}', n, inModule: counted, everywhere: globalThis.counted };
};`;

const given = (type: OneDoor, tag: string): GivenExtension => ({
  extension: fixtures[type],
  scopes: { log: {} },
  source: extensionSource({ type, body: counts(tag), act: 'count(input.n)' }),
});

const roles = ['subject', 'beside', 'fresh'] as const satisfies readonly Role[];

const program = ([cast, commands]: readonly [Cast, LifecycleCommands]): Program => {
  const now = afterCommands(cast, commands);
  const lastLoads = roles.flatMap((role): readonly Expectation[] => {
    const { lastLoad } = now.actors[role];
    if (lastLoad === undefined) return [];
    return [lastLoad === 'accepted' ? { load: role, accepted: true } : { load: role, refused: true }];
  });
  return {
    given: { ...given(cast.subject, 'subject'), beside: given(cast.beside, 'honest') },
    when: sequence(...now.steps),
    expects: [...lastLoads, ...now.expects],
    covers: [`subject: ${cast.subject}`, `beside: ${cast.beside}`, ...now.covers],
  };
};

/* An event is everybody's: of two extensions with the same filter, each would answer for both. */
const casts = fc.record({
  subject: fc.constantFrom<OneDoor[]>('operation', 'endpoint', 'hook'),
  beside: fc.constantFrom<OneDoor[]>('operation', 'endpoint'),
});

/** Whatever was loaded, called and unloaded before, each extension is there or absent as it must, with a state and records of its own. */
export const sequences: Property = {
  name: 'sequences',
  clause: 'ISO-1',
  says: 'after any sequence of loads, calls and unloads, what is loaded answers by its own state and its own records, and what is not is absent',
  programs: fc.tuple(casts, lifecycleCommands).map(program),
};
