import type { Check } from '../../src/contract/case.ts';
import { censusReport, walks, type Walk } from '../../src/contract/census.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { action, bare, endpoint, filter, operation } from '../../src/contract/stimulus.ts';
import { censusGiven } from './rows/census-given.ts';

const data = { list: [1, [2, { inner: [] }]], nested: { deep: [] } };
const takes = (source: string) => operation('census', { source, inside: 'https://inside.test', outside: 'https://outside.test/', ...data });
const filters = (source: string) => filter('census.taken', { source, ...data });
const posts = (source: string) => endpoint('POST', '/census', { headers: { 'x-mark': 'yes' }, body: { source, ...data } });

/** A result calls code of the extension when the host reads it; the next call walks from what that was called with. */
const given = (what: string, says: string, roots: readonly string[] = [], source = 'received'): Walk => ({
  says,
  first: bare(operation('census', { give: what })),
  call: takes(source),
  roots,
});

/** The same with a thrown value. */
const thrown = (what: string, says: string): Walk => ({
  says,
  first: bare(operation('census', { throw: what })),
  call: takes('received'),
});

/** Whether nothing asked for what only a formatter of Node asks for. */
const nobodyInspected: Check = (seen) => {
  const report = censusReport(seen, 1);
  return report !== undefined && !report.given.some(({ path }) => path.startsWith('a call of nodejs.'));
};

const throwing = walks(
  thrown('error', 'the getters of a thrown error are called with no foreign object'),
  thrown('proxy', 'the traps of a thrown proxy are called with no foreign object'),
);

export default defineCases([
  {
    id: 'environment/census-handlers/operation',
    clause: 'ENV-4',
    kind: 'contains',
    says: 'what the handler of an operation is called with leads to no object of another realm, in the second call neither',
    given: censusGiven,
    ...walks(
      {
        says: 'its options lead to no foreign object',
        call: takes('argument'),
        roots: ['options', 'options.list[1]', 'options.nested.deep'],
      },
      { says: 'what else it is called with leads to no foreign object', call: takes('handler-call') },
      { says: 'the options of a later call lead to no foreign object', call: takes('argument'), roots: ['options', 'options.nested.deep'] },
    ),
    catches: [
      'leaks-on-the-options',
      'leaks-in-a-list-of-the-options',
      'leaks-as-this-of-a-handler',
      'leaks-as-a-second-argument',
      'leaks-from-the-second-call-on',
    ],
    covers: ['A05', 'A17'],
  },
  {
    id: 'environment/census-handlers/hook',
    clause: 'ENV-4',
    kind: 'contains',
    says: 'what a hook is registered with, what registering gives and throws, and what its handlers get lead to no object of another realm',
    given: { extension: 'census-hook', limits: { cpuMs: 4000 } },
    shared: true,
    ...walks(
      {
        says: 'filter, action and what they return lead to no foreign object',
        call: filters('register'),
        roots: ['argument 0 of register', 'argument 0 of register.filter', 'argument 0 of register.action'],
      },
      { says: 'their errors for wrong arguments lead to no foreign object', call: filters('register-errors') },
      { says: 'what becomes of filter after registration leads to no foreign object', call: filters('late-registering') },
      {
        says: "a filter's payload leads to no foreign object",
        call: filters('filter'),
        roots: ['argument 0 of a filter', 'argument 0 of a filter.list[1]'],
      },
      {
        says: "an action's argument leads to no foreign object",
        first: action('census.taken', data),
        call: filters('action'),
        roots: ['argument 0 of an action'],
      },
    ),
    catches: [
      'leaks-on-the-hook-context',
      'leaks-as-the-result-of-filter',
      'leaks-as-an-error-of-filter',
      'leaks-in-the-error-of-late-registering',
      'leaks-in-the-payload-of-a-filter',
      'leaks-on-the-argument-of-an-action',
    ],
    covers: ['A04', 'A05', 'A06'],
  },
  {
    id: 'environment/census-handlers/endpoint',
    clause: 'ENV-4',
    kind: 'contains',
    says: 'what an endpoint is registered with, what registering gives and throws, and the request lead to no object of another realm',
    given: { extension: 'census-endpoint', limits: { cpuMs: 4000 } },
    shared: true,
    ...walks(
      {
        says: 'the router, its functions and what they return lead to no foreign object',
        call: posts('register'),
        roots: ['argument 0 of register', 'argument 0 of register.get', 'argument 0 of register.delete'],
      },
      { says: 'their errors for wrong arguments lead to no foreign object', call: posts('register-errors') },
      {
        says: 'the request, its headers and its body lead to no foreign object',
        call: posts('request'),
        roots: ['argument 0 of a handler', 'argument 0 of a handler.headers', 'argument 0 of a handler.body.list[1]'],
      },
    ),
    catches: [
      'leaks-on-the-router',
      'leaks-as-the-result-of-a-route',
      'leaks-as-an-error-of-a-route',
      'leaks-in-the-headers-of-a-request',
      'leaks-in-the-body-of-a-request',
    ],
    covers: ['A04', 'A05', 'A06'],
  },
  {
    id: 'environment/census-handlers/arguments-that-listen',
    clause: 'ENV-4',
    kind: 'contains',
    says: 'code of the extension that directus:api runs while it reads arguments is called with no object of another realm',
    given: censusGiven,
    shared: true,
    ...walks(
      { says: 'getters, traps and toJSON in the options of a request meet no foreign object', call: takes('heard-by-request') },
      { says: 'toString and toJSON of what is logged meet no foreign object', call: takes('heard-by-log') },
      { says: 'Symbol.hasInstance of the intrinsics meets no foreign object', call: takes('instance-tests'), roots: ['ended'] },
    ),
    catches: ['leaks-to-a-body', 'leaks-to-a-message', 'leaks-to-instance-tests', 'leaks-as-a-denial', 'leaks-as-an-error-of-log'],
    covers: ['A10', 'A11', 'A12', 'A17'],
  },
  {
    id: 'environment/census-handlers/results-that-listen',
    clause: 'ENV-4',
    kind: 'contains',
    says: 'code of the extension that runs while its result is read is called with no object of another realm',
    given: censusGiven,
    shared: true,
    ...walks(
      given('thenable', 'the then of a result is called with no foreign object', ['a call of then']),
      given('to-json', 'the toJSON of a result is called with no foreign object'),
      given('sloppy-to-json', 'a sloppy toJSON of a result learns of no foreign caller'),
      given('proxy', 'the traps of a returned proxy are called with no foreign object'),
      given('call-sites', 'call sites below a call of the host lead to no foreign object', ['sites'], 'call-sites-below-the-host'),
    ),
    catches: ['leaks-to-a-thenable', 'leaks-to-a-result', 'leaks-to-a-trap', 'leaks-on-call-sites'],
    covers: ['A03', 'A12', 'A13', 'A17', 'A19'],
  },
  {
    id: 'environment/census-handlers/thrown-values-that-listen',
    clause: 'ENV-4',
    kind: 'contains',
    says: 'code of the extension that runs while what it threw is read is called with no object of another realm, and by no formatter',
    given: censusGiven,
    shared: true,
    when: throwing.when,
    expect: { ...throwing.expect, 'nobody asks a thrown error how Node would print it': nobodyInspected },
    catches: ['leaks-to-a-thrown-error', 'leaks-to-a-trap', 'inspects-thrown-errors'],
    covers: ['A11', 'A12'],
  },
]);
