import { leadsNowhere } from '../../src/contract/census.ts';
import type { ConformanceCase, Given, Scopes } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { operation } from '../../src/contract/stimulus.ts';

interface Failure {
  readonly id: string;
  readonly says: string;
  /** What the fixture makes fail and walks from. */
  readonly source: string;
  /** Roots that the walk must have reached. */
  readonly roots: readonly string[];
  readonly catches: readonly [string, ...string[]];
  readonly covers: readonly string[];
  readonly scopes?: Scopes;
}

const given: Given = {
  extension: 'census',
  limits: { cpuMs: 4000 },
  network: {
    answers: {
      'https://inside.test/data': { headers: { 'content-type': 'application/json' }, body: '{"list":[]}' },
      'https://inside.test/fails': {
        status: 500,
        headers: { 'content-type': 'application/json' },
        body: '{"errors":[{"message":"on purpose"}]}',
      },
      'https://inside.test/circle': { redirect: { status: 302, to: 'https://inside.test/circle' } },
    },
  },
};

const failed = ({ id, says, source, roots, catches, covers, scopes }: Failure): ConformanceCase => ({
  id,
  clause: 'ENV-4',
  kind: 'contains',
  says,
  given: scopes === undefined ? given : { ...given, scopes },
  shared: true,
  when: operation('census', { source, inside: 'https://inside.test', outside: 'https://outside.test/' }),
  expect: { [`${roots.join(', ') || 'whatever came of it'} leads to no foreign object`]: leadsNowhere(...roots) },
  catches,
  covers,
});

const none: Scopes = {};

export default defineCases(
  (
    [
      {
        id: 'environment/census-errors/errors-of-the-engine',
        says: 'the errors that the engine throws by itself lead to no object of another realm',
        source: 'engine-errors',
        roots: [
          'a TypeError of the engine',
          'a SyntaxError of JSON',
          'an Error of endless recursion',
          'the error of Promise.any.errors[0]',
        ],
        catches: ['leaks-in-an-error-of-the-language'],
        covers: ['A04'],
      },
      // a wrong type may be turned into text once inside: then there is no error, and what came instead is walked
      {
        id: 'environment/census-errors/log-of-a-wrong-type',
        says: 'the error of log for what is no text leads to no object of another realm',
        source: 'wrong-log',
        roots: [],
        catches: ['leaks-as-an-error-of-log'],
        covers: ['A04', 'A14'],
      },
      {
        id: 'environment/census-errors/sleep-of-a-wrong-type',
        says: 'the error of sleep for what is no number, and its cause, lead to no object of another realm',
        source: 'wrong-sleep',
        roots: ['the error of sleep of no number'],
        catches: ['leaks-as-the-cause-of-an-error'],
        covers: ['A04'],
      },
      {
        id: 'environment/census-errors/request-of-a-wrong-type',
        says: 'the error of request for what is no text, and the errors in it, lead to no object of another realm',
        source: 'wrong-request',
        roots: ['the error of request of no text'],
        catches: ['leaks-in-the-errors-of-an-error'],
        covers: ['A04'],
      },
      {
        id: 'environment/census-errors/request-with-wrong-options',
        says: 'the error of request for options that are none leads to no object of another realm',
        source: 'wrong-options',
        roots: [],
        catches: ['leaks-behind-the-stack-of-an-error'],
        covers: ['A04'],
      },
      {
        id: 'environment/census-errors/log-without-its-scope',
        says: 'the error of log without its scope leads to no object of another realm',
        source: 'no-log-scope',
        roots: ['the error of log'],
        scopes: none,
        catches: ['leaks-in-the-denial-of-log'],
        covers: ['A04'],
      },
      {
        id: 'environment/census-errors/sleep-without-its-scope',
        says: 'the error of sleep without its scope leads to no object of another realm',
        source: 'no-sleep-scope',
        roots: ['the error of sleep'],
        scopes: none,
        catches: ['leaks-in-the-denial-of-sleep'],
        covers: ['A04'],
      },
      {
        id: 'environment/census-errors/request-without-its-scope',
        says: 'the error of request without its scope leads to no object of another realm',
        source: 'no-request-scope',
        roots: ['the error of request'],
        scopes: none,
        catches: ['leaks-in-the-denial-of-request'],
        covers: ['A04'],
      },
      {
        id: 'environment/census-errors/request-to-another-host',
        says: 'the error of a request to a host outside the scope leads to no object of another realm',
        source: 'denied-url',
        roots: ['the error of request of another host'],
        catches: ['leaks-as-a-denial'],
        covers: ['A04'],
      },
      {
        id: 'environment/census-errors/request-by-another-method',
        says: 'the error of a request by a method outside the scope leads to no object of another realm',
        source: 'denied-method',
        roots: ['the error of request by another method'],
        catches: ['leaks-as-the-prototype-of-a-denial'],
        covers: ['A04'],
      },
      {
        id: 'environment/census-errors/answer-of-500',
        says: 'what becomes of a request that is answered with 500 leads to no object of another realm',
        source: 'no-success',
        roots: [],
        catches: ['leaks-as-the-response-of-an-error'],
        covers: ['A04'],
      },
      {
        id: 'environment/census-errors/redirects-in-a-circle',
        says: 'what becomes of a request whose redirects never end leads to no object of another realm',
        source: 'redirect-loop',
        roots: [],
        catches: ['leaks-in-an-error-of-the-network'],
        covers: ['A04'],
      },
      {
        id: 'environment/census-errors/call-sites',
        says: 'where the engine has call sites, what their methods give leads to no object of another realm',
        source: 'call-sites',
        roots: ['sites'],
        catches: ['leaks-on-call-sites'],
        covers: ['A13'],
      },
      {
        id: 'environment/census-errors/stack-of-an-odd-error',
        says: 'reading the stack of an error whose name is no text throws at most an error of this realm',
        source: 'stack-of-an-odd-error',
        roots: ['an error whose name is a symbol', 'an error whose name is a proxy'],
        catches: ['leaks-as-the-error-of-a-stack', 'leaks-as-a-denial'],
        covers: ['A14'],
      },
      {
        id: 'environment/census-errors/errors-of-disposal',
        says: 'the errors of directus:api that a stack of disposables puts together lead to no object of another realm',
        source: 'disposal-errors',
        roots: [],
        catches: ['leaks-as-a-denial', 'leaks-as-an-error-of-log'],
        covers: ['A20'],
      },
      {
        id: 'environment/census-errors/async-generators',
        says: 'what async generators make of a rejected request leads to no object of another realm',
        source: 'async-generators',
        roots: ['the error of yield* of a rejected request', 'the error of return of a rejected request'],
        catches: ['leaks-as-a-denial'],
        covers: ['A21'],
      },
    ] as const satisfies readonly Failure[]
  ).map(failed),
);
