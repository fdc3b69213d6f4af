import type { NetworkAnswer } from '../../contract/network.ts';
import { operation, sequence } from '../../contract/stimulus.ts';
import { scopedRequests, type ScopedRequests } from '../arbitraries/scoped-requests.ts';
import { marker, type ExpectedRequest } from '../expectation.ts';
import { decidePlainly, noCeilings } from '../oracle/decide-plainly.ts';
import type { Program, Property } from '../program.ts';

const statuses = [302, 301, 303, 307, 308] as const;

const get = (url: string): ExpectedRequest => ({ method: 'GET', url });

/* Every granted URL answers with a redirect to the text of the next one that was drawn, granted or not. */
const program = ({ scope, asked, forms }: ScopedRequests): Program => {
  const decide = decidePlainly({ ...scope, methods: ['GET'] }, noCeilings) ?? (() => ({ granted: false }) as const);
  const starts = new Map<string, { readonly to: string; readonly next: string | undefined }>();
  for (const [at, { url }] of asked.entries()) {
    const decision = decide(url);
    const to = asked[at + 1]?.url;
    if (!decision.granted || to === undefined || !/^[!-~]+$/.test(to) || starts.has(decision.href)) continue;
    // what a location means is told by the URL parser; whoever is stricter follows nothing
    const target = decide(URL.parse(to, decision.href)?.href);
    starts.set(decision.href, { to, next: target.granted ? target.href : undefined });
  }
  const chains = [...starts].map(([start, { to, next }]) => {
    const follows = [get(start)];
    // each URL redirects at most once: a second hop would be another chain's
    if (next !== undefined && !starts.has(next)) follows.push(get(next));
    return { start, to, follows, isJudged: next === undefined || !starts.has(next) };
  });
  const judged = chains.filter(({ isJudged }) => isJudged);
  const answers: Record<string, NetworkAnswer> = {};
  for (const { follows } of judged) for (const { url } of follows) answers[url] = { body: marker };
  for (const [at, { start, to }] of judged.entries()) answers[start] = { redirect: { status: statuses[at % statuses.length] ?? 302, to } };
  return {
    given: { extension: 'request-once', scopes: { request: { methods: ['GET'], urls: scope.urls } }, network: { answers } },
    when: sequence(...judged.map(({ start }) => operation('once', { url: start, options: {} }))),
    expects: judged.map(({ follows }, call) => ({ call, follows })),
    covers: [...forms.map((form) => `glob: ${form}`), ...judged.map(({ follows }) => (follows.length > 1 ? 'granted' : 'denied'))],
  };
};

/* URLs that are drawn for a program; where one of them is granted, it redirects to the next. */
const most = 24;

/** A redirect leads only where a request of its own would. */
export const redirects: Property = {
  name: 'redirects',
  clause: 'REQ-6',
  says: 'a redirect is followed only to a URL that the scope grants by itself',
  programs: scopedRequests(most).map(program),
  programsOf: (run) => scopedRequests(most, run).map(program),
};
