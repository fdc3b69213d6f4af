import { operation, sequence } from '../../contract/stimulus.ts';
import { scopedRequests, type ScopedRequests } from '../arbitraries/scoped-requests.ts';
import { marker, type Expectation, type ExpectedRequest } from '../expectation.ts';
import { decidePlainly, noCeilings } from '../oracle/decide-plainly.ts';
import type { Program, Property } from '../program.ts';
import { sentAs } from '../sent-as.ts';

interface Spelling {
  readonly url: string;
  readonly href: string;
  readonly changes: readonly string[];
}

const program = ({ scope, asked, forms }: ScopedRequests): Program => {
  const decide = decidePlainly({ methods: ['GET'], urls: scope.urls }, noCeilings);
  const spellings = asked.flatMap(({ url, changes }): readonly Spelling[] => {
    const href = sentAs(url);
    return href === undefined || href === url ? [] : [{ url, href, changes }];
  });
  const granted = spellings.find(({ href }) => decide?.(href).granted === true)?.href;
  const steps = [...spellings.flatMap(({ url, href }) => [url, href]), ...(granted === undefined ? [] : [granted])];
  return {
    given: {
      extension: 'request-once',
      scopes: { request: { methods: ['GET'], urls: scope.urls } },
      network: { answers: Object.fromEntries(spellings.map(({ href }) => [href, { body: marker }])) },
    },
    when: sequence(...steps.map((url) => operation('once', { url, options: {} }))),
    expects: [
      ...spellings.flatMap(({ href }, at): readonly Expectation[] => {
        const allows: ExpectedRequest = { method: 'GET', url: href };
        // a stricter runtime may deny an odd spelling of what it grants, but not grant one of what it denies
        return [
          { call: 2 * at, allows },
          { call: 2 * at + 1, allows, asMuchAs: { call: 2 * at } },
        ];
      }),
      // what is granted for sure is sent
      ...(granted === undefined ? [] : [{ call: steps.length - 1, sends: [{ method: 'GET', url: granted }] }]),
    ],
    covers: [
      granted === undefined ? 'denied' : 'granted',
      ...forms.map((form) => `glob: ${form}`),
      ...spellings.flatMap(({ changes }) => changes.map((change) => `url: ${change}`)),
    ],
  };
};

/** What is granted in an odd spelling is granted in the one that is sent, and the other one is never sent. */
export const spellings: Property = {
  name: 'spellings',
  clause: 'REQ-5.url-form',
  says: 'a URL that is granted in an odd spelling is granted in the spelling that is sent, and goes to the same place',
  programs: scopedRequests(32).map(program),
};
