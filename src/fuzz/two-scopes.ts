import type { GivenExtension } from '../contract/case.ts';
import { beside, operation, sequence, type Step } from '../contract/stimulus.ts';
import { decidePlainly, noCeilings, type RequestScope } from './oracle/decide-plainly.ts';
import { marker, type Expectation, type ExpectedRequest } from './expectation.ts';
import { fuzzedSource } from './fuzzed-source.ts';
import type { Program } from './program.ts';
import { sentAs } from './sent-as.ts';

/** Two scopes and what is asked for under both. */
export interface TwoScopes {
  readonly scope: RequestScope;
  /** Of the extension beside the one under test. */
  readonly other: RequestScope;
  readonly urls: readonly string[];
  readonly covers: readonly string[];
}

type Compared = readonly [step: Step, expected: Expectation];

const requesting = ({ methods, urls }: RequestScope): GivenExtension => ({
  extension: 'announces-itself',
  scopes: { request: { methods, urls } },
  source: fuzzedSource(['request(given.url, given.options)']),
});

/**
 * Returns a program in which two extensions make the same requests, each under one of two scopes. Of each URL,
 * by its place, `isFirst` says which of the two asks first: the other one has to be granted as much.
 */
export const twoScopes = ({ scope, other, urls: texts, covers }: TwoScopes, isFirst: (at: number) => 'subject' | 'beside'): Program => {
  const urls = texts.filter((url) => sentAs(url) !== undefined);
  const compared = urls.flatMap((url, at): readonly Compared[] => {
    const allows: ExpectedRequest = { method: 'GET', url: sentAs(url) ?? url };
    const subject = operation('once', { url, options: {} });
    const neighbour = beside(operation('announces-itself', { n: 0, url, options: {} }));
    return isFirst(at) === 'subject'
      ? [
          [subject, { call: at, allows }],
          [neighbour, { role: 'beside', call: at, allows, asMuchAs: { call: at } }],
        ]
      : [
          [neighbour, { role: 'beside', call: at, allows }],
          [subject, { call: at, allows, asMuchAs: { role: 'beside', call: at } }],
        ];
  });
  const { methods, urls: globs } = scope;
  // what is granted for sure is sent in the end
  const decide = decidePlainly(scope, noCeilings);
  const granted = urls.map(sentAs).find((href) => decide?.(href, 'GET').granted === true);
  const last: readonly Compared[] =
    granted === undefined
      ? []
      : [[operation('once', { url: granted, options: {} }), { call: urls.length, sends: [{ method: 'GET', url: granted }] }]];
  const all = [...compared, ...last];
  return {
    given: {
      extension: 'request-once',
      scopes: { request: { methods, urls: globs } },
      beside: requesting(other),
      network: { answers: Object.fromEntries(urls.map((url) => [sentAs(url) ?? url, { body: marker }])) },
    },
    when: sequence(...all.map(([step]) => step)),
    expects: all.map(([, expected]) => expected),
    covers: [granted === undefined ? 'denied' : 'granted', ...covers],
  };
};
