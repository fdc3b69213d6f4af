import { operation, sequence } from '../../contract/stimulus.ts';
import { brokenGlob } from '../arbitraries/globs.ts';
import type { Program, Property } from '../program.ts';

/* What somebody who repairs such a glob would grant. */
const tempting = [
  'https://inside.example/',
  'http://inside.example/',
  'https://inside.example/x',
  'https://sub.inside.example:8080/items/7',
];

const program = ({ text, slip }: { readonly text: string; readonly slip: string }): Program => ({
  given: { extension: 'request-once', scopes: { request: { methods: ['GET'], urls: [text] } }, network: { answers: {} } },
  when: sequence(...tempting.map((url) => operation('once', { url, options: {} }))),
  expects: tempting.map((_, call) => ({ call, refused: true })),
  covers: [`slip: ${slip}`, ...tempting.map(() => 'denied')],
});

/** A glob that is none grants nothing, whatever it was meant to be. */
export const brokenGlobs: Property = {
  name: 'broken-globs',
  clause: 'REQ-5',
  says: 'an invalid glob grants nothing, or its extension is not loaded',
  programs: brokenGlob.map(program),
};
