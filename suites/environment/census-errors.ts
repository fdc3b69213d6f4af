import { walks } from '../../src/contract/census.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { operation } from '../../src/contract/stimulus.ts';
import { censusGiven } from './rows/census-given.ts';

const takes = (source: string) => operation('census', { source, inside: 'https://inside.test', outside: 'https://outside.test/' });

export default defineCases([
  {
    id: 'environment/census-errors/engine',
    clause: 'ENV-4',
    kind: 'contains',
    says: 'the errors that the engine throws by itself lead to no object of another realm',
    given: censusGiven,
    shared: true,
    ...walks({
      says: 'errors of the engine, of JSON, RegExp, eval and endless recursion lead to no foreign object',
      call: takes('engine-errors'),
      roots: ['a TypeError of the engine', 'a SyntaxError of JSON', 'an Error of endless recursion', 'the end of Promise.any[0].errors[0]'],
    }),
    catches: ['leaks-in-an-error-of-the-language'],
    covers: ['A04'],
  },
  {
    id: 'environment/census-errors/wrong-types',
    clause: 'ENV-4',
    kind: 'contains',
    // a wrong type may be turned into text once inside: then there is no error, and what came instead is walked
    says: 'the errors of directus:api for arguments of a wrong type lead to no object of another realm',
    given: censusGiven,
    shared: true,
    ...walks(
      { says: 'log of no text: its error leads to no foreign object', call: takes('wrong-log') },
      {
        says: 'sleep of no number: its error and the cause of it lead to no foreign object',
        call: takes('wrong-sleep'),
        roots: ['the end of sleep of no number'],
      },
      {
        says: 'request of no text: its error and the errors in it lead to no foreign object',
        call: takes('wrong-request'),
        roots: ['the end of request of no text'],
      },
      { says: 'request with wrong options: its error leads to no foreign object', call: takes('wrong-options') },
    ),
    catches: [
      'leaks-as-an-error-of-log',
      'leaks-as-the-cause-of-an-error',
      'leaks-in-the-errors-of-an-error',
      'leaks-behind-the-stack-of-an-error',
    ],
    covers: ['A04'],
  },
  {
    id: 'environment/census-errors/no-scopes',
    clause: 'ENV-4',
    kind: 'contains',
    says: 'the errors of functions without their scope lead to no object of another realm',
    given: { extension: 'census', limits: { cpuMs: 4000 }, scopes: {} },
    shared: true,
    ...walks(
      { says: 'the error of log leads to no foreign object', call: takes('no-log-scope'), roots: ['the end of log'] },
      { says: 'the error of sleep leads to no foreign object', call: takes('no-sleep-scope'), roots: ['the end of sleep'] },
      { says: 'the error of request leads to no foreign object', call: takes('no-request-scope'), roots: ['the end of request'] },
    ),
    catches: ['leaks-in-the-denial-of-log', 'leaks-in-the-denial-of-sleep', 'leaks-in-the-denial-of-request'],
    covers: ['A04'],
  },
  {
    id: 'environment/census-errors/requests',
    clause: 'ENV-4',
    kind: 'contains',
    says: 'the errors of requests that are denied or fail lead to no object of another realm',
    given: censusGiven,
    shared: true,
    ...walks(
      {
        says: 'the error of a request to another host leads to no foreign object',
        call: takes('denied-url'),
        roots: ['the end of request of another host'],
      },
      {
        says: 'the error of a request by another method leads to no foreign object',
        call: takes('denied-method'),
        roots: ['the end of request by another method'],
      },
      { says: 'what becomes of an answer of 500 leads to no foreign object', call: takes('no-success') },
      { says: 'what becomes of redirects in a circle leads to no foreign object', call: takes('redirect-loop') },
    ),
    catches: [
      'leaks-as-a-denial',
      'leaks-as-the-prototype-of-a-denial',
      'leaks-as-the-response-of-an-error',
      'leaks-in-an-error-of-the-network',
    ],
    covers: ['A04'],
  },
  {
    id: 'environment/census-errors/stacks',
    clause: 'ENV-4',
    kind: 'contains',
    says: 'call sites, where the engine has them, and stacks of odd errors lead to no object of another realm',
    given: censusGiven,
    shared: true,
    ...walks(
      { says: 'what the methods of call sites give leads to no foreign object', call: takes('call-sites'), roots: ['sites'] },
      {
        says: 'the stack of an error whose name is no text throws at most an error of this realm',
        call: takes('stack-of-an-odd-error'),
        roots: ['an error whose name is a symbol', 'an error whose name is a proxy'],
      },
    ),
    catches: ['leaks-on-call-sites', 'leaks-as-the-error-of-a-stack', 'leaks-as-a-denial'],
    covers: ['A13', 'A14'],
  },
  {
    id: 'environment/census-errors/caught-by-the-language',
    clause: 'ENV-4',
    kind: 'contains',
    says: 'where the language itself catches errors of directus:api and hands them on, they lead to no object of another realm',
    given: censusGiven,
    shared: true,
    ...walks(
      { says: 'errors that a stack of disposables puts together lead to no foreign object', call: takes('disposal-errors') },
      {
        says: 'what async generators make of a rejected request leads to no foreign object',
        call: takes('async-generators'),
        roots: ['the end of yield* of a rejected request', 'the end of return of a rejected request'],
      },
    ),
    catches: ['leaks-as-a-denial', 'leaks-as-an-error-of-log'],
    covers: ['A20', 'A21'],
  },
]);
