import type { NetworkAnswer } from '../../contract/network.ts';
import { operation, sequence } from '../../contract/stimulus.ts';
import { scopedRequests, type AskedRequest, type ScopedRequests } from '../arbitraries/scoped-requests.ts';
import { marker, type Expectation } from '../expectation.ts';
import { decidePlainly, noCeilings, type PlainDecider, type ScopeCeilings } from '../oracle/decide-plainly.ts';
import type { Program, Property } from '../program.ts';

/* A runtime may refuse what is larger than this, and need not (REQ-5.capacity). */
const accepted = 2_048;

const answer: NetworkAnswer = { body: marker };

/** How strictly requests are judged. */
export interface RequestsOptions {
  /** What the runtime refuses for its size; no bound where nobody knows. */
  readonly ceilings: ScopeCeilings;
  /** Whether another spelling of a granted URL has to be sent, too. The contract lets a runtime refuse it. */
  readonly exact: boolean;
}

const nothing: PlainDecider = () => ({ granted: false });

const program = ({ scope, asked, forms }: ScopedRequests, { ceilings, exact }: RequestsOptions): Program => {
  const decide = decidePlainly(scope, ceilings) ?? nothing;
  const expected = ({ url, method }: AskedRequest, call: number): Expectation => {
    const decision = decide(url, method);
    if (!decision.granted) return { call, refused: true };
    const sends = [{ method: method ?? 'GET', url: decision.href }];
    // a host alone is the one other spelling that is documented (REQ-4)
    const isPlain = url === decision.href || `${url}/` === decision.href;
    return exact || (isPlain && url.length <= accepted) ? { call, sends } : { call, sends, orRefused: true };
  };
  const expects = asked.map(expected);
  const hrefs = expects.flatMap((one) => ('sends' in one ? one.sends.map(({ url }) => url) : []));
  return {
    given: {
      extension: 'request-once',
      scopes: { request: { methods: scope.methods, urls: scope.urls } },
      network: { answers: Object.fromEntries(hrefs.map((href) => [href, answer])) },
    },
    when: sequence(...asked.map(({ url, method }) => operation('once', { url, options: method === undefined ? {} : { method } }))),
    expects,
    covers: [
      ...forms.map((form) => `glob: ${form}`),
      ...asked.flatMap(({ changes }) => changes.map((change) => `url: ${change}`)),
      ...expects.map((one) => ('refused' in one ? 'denied' : 'granted')),
    ],
  };
};

/** Requests a program makes at most: a load costs as much processor time as twenty of them. */
const most = 24;

/** What is sent was granted, what is granted is sent in the form that was matched, and what is denied sends nothing. */
export const requestsWith = (options: RequestsOptions): Property => ({
  name: 'requests',
  clause: 'REQ-5',
  says: 'a request is sent exactly when its scope grants it, in the form that was matched; a denial sends nothing',
  programs: scopedRequests(most).map((drawn) => program(drawn, options)),
  programsOf: (run) => scopedRequests(most, run).map((drawn) => program(drawn, options)),
});

/** As the contract has it, for any runtime. */
export const requests: Property = requestsWith({ ceilings: noCeilings, exact: false });
