import { censusReport, leadsNowhere } from '../../src/contract/census.ts';
import type { Check, ConformanceCase, Given } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { action, bare, endpoint, filter, operation, sequence, type Step } from '../../src/contract/stimulus.ts';

interface Handed {
  readonly id: string;
  readonly says: string;
  readonly given: Given;
  readonly when: Step;
  /** Roots that the walk must have reached. */
  readonly roots: readonly string[];
  readonly alsoExpect?: Readonly<Record<string, Check>>;
  readonly catches: readonly [string, ...string[]];
  readonly covers: readonly string[];
}

const network = { answers: { 'https://inside.test/data': { headers: { 'content-type': 'application/json' }, body: '{"list":[]}' } } };
const inOperation: Given = { extension: 'census', limits: { cpuMs: 4000 }, network };
const inHook: Given = { extension: 'census-hook', limits: { cpuMs: 4000 } };
const inEndpoint: Given = { extension: 'census-endpoint', limits: { cpuMs: 4000 } };

const data = { list: [1, [2, { inner: [] }]], nested: { deep: [] } };
const takes = (source: string) => operation('census', { source, inside: 'https://inside.test', outside: 'https://outside.test/', ...data });
const filters = (source: string) => filter('census.taken', { source, ...data });
const posts = (source: string) => endpoint('POST', '/census', { headers: { 'x-mark': 'yes' }, body: { source, ...data } });

/** A result or a thrown value that calls code of the extension when the host reads it; the next call walks from what that was called with. */
const afterGiving = (what: string): Step => sequence(bare(operation('census', { give: what })), takes('received'));
const afterThrowing = (what: string): Step => sequence(bare(operation('census', { throw: what })), takes('received'));

/** Whether nothing asked for what only a formatter of Node asks for. */
const nobodyInspected: Check = (seen) => {
  const report = censusReport(seen);
  return report !== undefined && !report.given.some(({ path }) => path.startsWith('a call of nodejs.'));
};

const handed = ({ id, says, given, when, roots, alsoExpect = {}, catches, covers }: Handed): ConformanceCase => ({
  id,
  clause: 'ENV-4',
  kind: 'contains',
  says,
  given,
  shared: true,
  when,
  expect: { [`${roots.join(', ') || 'what came of it'} leads to no foreign object`]: leadsNowhere(...roots), ...alsoExpect },
  catches,
  covers,
});

export default defineCases(
  (
    [
      {
        id: 'environment/census-handlers/options-of-an-operation',
        says: "an operation's options lead to no object of another realm",
        given: inOperation,
        when: takes('argument'),
        roots: ['options', 'options.list[1]', 'options.nested.deep'],
        catches: ['leaks-on-the-options', 'leaks-in-a-list-of-the-options'],
        covers: ['A05'],
      },
      {
        id: 'environment/census-handlers/call-of-an-operation',
        says: 'what else the handler of an operation is called with leads to no object of another realm',
        given: inOperation,
        when: takes('handler-call'),
        roots: [],
        catches: ['leaks-as-this-of-a-handler', 'leaks-as-a-second-argument'],
        covers: ['A05', 'A17'],
      },
      {
        id: 'environment/census-handlers/second-call',
        says: 'what the second call is given leads to no object of another realm either',
        given: inOperation,
        when: sequence(takes('argument'), takes('argument')),
        roots: ['options', 'options.nested.deep'],
        catches: ['leaks-on-the-options', 'leaks-in-a-list-of-the-options', 'leaks-from-the-second-call-on'],
        covers: ['A05'],
      },
      {
        id: 'environment/census-handlers/registering-a-hook',
        says: 'what a hook is registered with, and what filter and action return, lead to no object of another realm',
        given: inHook,
        when: filters('register'),
        roots: ['argument 0 of register', 'argument 0 of register.filter', 'argument 0 of register.action'],
        catches: ['leaks-on-the-hook-context', 'leaks-as-the-result-of-filter'],
        covers: ['A06'],
      },
      {
        id: 'environment/census-handlers/errors-of-registering-a-hook',
        says: 'the errors of filter and action for wrong arguments lead to no object of another realm',
        given: inHook,
        when: filters('register-errors'),
        roots: [],
        catches: ['leaks-as-an-error-of-filter'],
        covers: ['A04', 'A06'],
      },
      {
        id: 'environment/census-handlers/registering-a-hook-late',
        says: 'what becomes of filter after registration leads to no object of another realm',
        given: inHook,
        when: filters('late-registering'),
        roots: [],
        catches: ['leaks-in-the-error-of-late-registering'],
        covers: ['A06'],
      },
      {
        id: 'environment/census-handlers/payload-of-a-filter',
        says: "a filter's payload leads to no object of another realm",
        given: inHook,
        when: filters('filter'),
        roots: ['argument 0 of a filter', 'argument 0 of a filter.list[1]'],
        catches: ['leaks-in-the-payload-of-a-filter'],
        covers: ['A05'],
      },
      {
        id: 'environment/census-handlers/argument-of-an-action',
        says: "an action's argument leads to no object of another realm",
        given: inHook,
        when: sequence(action('census.taken', data), filters('action')),
        roots: ['argument 0 of an action'],
        catches: ['leaks-on-the-argument-of-an-action'],
        covers: ['A05'],
      },
      {
        id: 'environment/census-handlers/registering-an-endpoint',
        says: 'the router, its functions and what they return lead to no object of another realm',
        given: inEndpoint,
        when: posts('register'),
        roots: ['argument 0 of register', 'argument 0 of register.get', 'argument 0 of register.delete'],
        catches: ['leaks-on-the-router', 'leaks-as-the-result-of-a-route'],
        covers: ['A06'],
      },
      {
        id: 'environment/census-handlers/errors-of-registering-an-endpoint',
        says: "the errors of the router's functions for wrong arguments lead to no object of another realm",
        given: inEndpoint,
        when: posts('register-errors'),
        roots: [],
        catches: ['leaks-as-an-error-of-a-route'],
        covers: ['A04', 'A06'],
      },
      {
        id: 'environment/census-handlers/request-of-an-endpoint',
        says: "an endpoint's request, its headers and its body lead to no object of another realm",
        given: inEndpoint,
        when: posts('request'),
        roots: ['argument 0 of a handler', 'argument 0 of a handler.headers', 'argument 0 of a handler.body.list[1]'],
        catches: ['leaks-in-the-headers-of-a-request', 'leaks-in-the-body-of-a-request'],
        covers: ['A05'],
      },
      {
        id: 'environment/census-handlers/options-of-a-request',
        says: 'getters, traps and toJSON in the options of a request are called with no object of another realm',
        given: inOperation,
        when: takes('heard-by-request'),
        roots: [],
        catches: ['leaks-to-a-body'],
        covers: ['A12', 'A17'],
      },
      {
        id: 'environment/census-handlers/message-of-a-log',
        says: 'toString and toJSON of what is logged are called with no object of another realm, if at all',
        given: inOperation,
        when: takes('heard-by-log'),
        roots: [],
        catches: ['leaks-to-a-message'],
        covers: ['A11', 'A17'],
      },
      {
        id: 'environment/census-handlers/instance-tests',
        says: 'Symbol.hasInstance of the intrinsics, if anything asks it, is called with no object of another realm',
        given: inOperation,
        when: takes('instance-tests'),
        roots: ['ended'],
        catches: ['leaks-to-instance-tests', 'leaks-as-a-denial'],
        covers: ['A10'],
      },
      {
        id: 'environment/census-handlers/a-returned-thenable',
        says: 'the then of a returned thenable is called with no object of another realm',
        given: inOperation,
        when: afterGiving('thenable'),
        roots: ['a call of then'],
        catches: ['leaks-to-a-thenable'],
        covers: ['A03', 'A19'],
      },
      {
        id: 'environment/census-handlers/a-returned-to-json',
        says: 'the toJSON of a result is called with no object of another realm',
        given: inOperation,
        when: afterGiving('to-json'),
        roots: [],
        catches: ['leaks-to-a-result'],
        covers: ['A17'],
      },
      {
        id: 'environment/census-handlers/a-sloppy-to-json',
        says: 'a sloppy toJSON of a result learns of no caller of another realm',
        given: inOperation,
        when: afterGiving('sloppy-to-json'),
        roots: [],
        catches: ['leaks-to-a-result'],
        covers: ['A17'],
      },
      {
        id: 'environment/census-handlers/a-returned-proxy',
        says: 'the traps of a returned proxy are called with no object of another realm',
        given: inOperation,
        when: afterGiving('proxy'),
        roots: [],
        catches: ['leaks-to-a-trap'],
        covers: ['A12'],
      },
      {
        id: 'environment/census-handlers/a-thrown-error-with-getters',
        says: 'what reads a thrown error calls its getters with no object of another realm and asks for no formatter',
        given: inOperation,
        when: afterThrowing('error'),
        roots: [],
        alsoExpect: { 'nobody asks it how Node would print it': nobodyInspected },
        catches: ['leaks-to-a-thrown-error', 'inspects-thrown-errors'],
        covers: ['A11'],
      },
      {
        id: 'environment/census-handlers/a-thrown-proxy',
        says: 'the traps of a thrown proxy are called with no object of another realm',
        given: inOperation,
        when: afterThrowing('proxy'),
        roots: [],
        catches: ['leaks-to-a-trap', 'leaks-to-a-thrown-error'],
        covers: ['A12'],
      },
      {
        id: 'environment/census-handlers/call-sites-below-the-host',
        says: 'where the engine has call sites, those of a call that the host makes lead to no object of another realm',
        given: inOperation,
        when: sequence(bare(operation('census', { give: 'call-sites' })), takes('call-sites-below-the-host')),
        roots: ['sites'],
        catches: ['leaks-on-call-sites'],
        covers: ['A13'],
      },
    ] as const satisfies readonly Handed[]
  ).map(handed),
);
