import { operation, sequence } from '../../contract/stimulus.ts';
import { brokenGlob } from '../arbitraries/broken-globs.ts';
import { diced } from '../arbitraries/diced.ts';
import { variant } from '../arbitraries/url-parts.ts';
import type { Program, Property } from '../program.ts';

/* What somebody who repairs such a glob would grant. */
const tempting = [
  'https://inside.example/',
  'http://inside.example/',
  'https://inside.example/x',
  'https://sub.inside.example:8080/items/7',
];

/* A valid glob beside a broken one grants no more than that: the scope is refused as a whole. */
const valid = 'https://inside.example/*';

const scopes = [(broken: string) => [broken], (broken: string) => [valid, broken], (broken: string) => [broken, valid]] as const;

const program = (urls: readonly string[], slip: string): Program => ({
  given: { extension: 'request-once', scopes: { request: { methods: ['GET'], urls } }, network: { answers: {} } },
  when: sequence(...tempting.map((url) => operation('once', { url, options: {} }))),
  expects: tempting.map((_, call) => ({ call, refused: true })),
  covers: [`slip: ${slip}`, `globs: ${urls.length}`, ...tempting.map(() => 'denied')],
});

const programs = (turn?: number) =>
  diced((die) => {
    const asScope = variant(scopes, die(scopes.length, turn === undefined ? undefined : turn % scopes.length));
    const { text, slip } = brokenGlob(die);
    return program(asScope(text), slip);
  });

/** A glob that is none grants nothing, whatever it was meant to be. */
export const brokenGlobs: Property = {
  name: 'broken-globs',
  clause: 'REQ-5',
  says: 'an invalid glob grants nothing, or its extension is not loaded',
  programs: programs(),
  programsOf: programs,
};
