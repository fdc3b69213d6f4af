import type { ConformanceCase } from '../../src/contract/case.ts';
import { reason } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { act, denial, field, nothingLeft } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';
import { isRefusal } from './rows/scope-cases.ts';

const inside = 'https://inside.test/letters/7';
const outside = 'https://outside.test/letters/7';
const scopes = { request: { methods: ['GET'], urls: ['https://inside.test/letters/*'] } };
const given = {
  extension: 'forges-and-requests',
  scopes,
  network: { answers: { [inside]: { body: 'you reached it' }, [outside]: { body: 'you reached it' } } },
};

const forging = (forge: string, shape: string, ...urls: readonly string[]) => operation('forge', { forge, shape, urls });

const refused: ConformanceCase['expect'] = {
  'nothing leaves the host': nothingLeft,
  'request is refused with an error that names it': reason((seen) => isRefusal(denial(seen))),
};
const reached: ConformanceCase['expect'] = { 'its answer comes back': (seen) => field(act(seen), 'data') === 'you reached it' };

const odd = [
  { id: 'request/forged/object', shape: 'reads', says: 'an object that reads as a URL outside the scope is refused' },
  {
    id: 'request/forged/to-primitive',
    shape: 'toPrimitive',
    says: 'an object with Symbol.toPrimitive that gives a URL outside the scope is refused',
  },
  { id: 'request/forged/string-object', shape: 'wrapper', says: 'a String object of a URL outside the scope is refused' },
  { id: 'request/forged/list', shape: 'list', says: 'a list of one URL outside the scope is refused' },
  { id: 'request/forged/href', shape: 'href', says: 'an object like a URL of the web, outside the scope, is refused' },
  { id: 'request/forged/proxy', shape: 'proxy', says: 'a proxy that reads as a URL outside the scope is refused' },
] as const;

const turning = [
  { id: 'request/forged/turning-object', shape: 'reads' },
  { id: 'request/forged/turning-proxy', shape: 'proxy' },
] as const;

export default defineCases([
  {
    id: 'request/forged/scopes',
    clause: 'REQ-3',
    kind: 'refuses',
    says: 'a scope that stands on Object.prototype grants nothing',
    given: { ...given, scopes: {} },
    when: forging('scopes', 'text', inside),
    expect: refused,
    admits: { given: { scopes }, expect: reached },
    catches: ['request-without-scope', 'scopes-are-kept-in-the-realm'],
    covers: ['B06'],
  },
  {
    id: 'request/forged/answers',
    clause: 'REQ-5',
    kind: 'refuses',
    says: 'built-ins that always say yes make no URL a granted one',
    given,
    when: forging('answers', 'text', outside),
    expect: refused,
    admits: { when: forging('nothing', 'text', inside), expect: reached },
    catches: ['urls-go-unchecked', 'scopes-are-kept-in-the-realm'],
    covers: ['B06'],
  },
  ...odd.map(({ id, shape, says }): ConformanceCase => ({
    id,
    clause: 'REQ-5.url-form',
    kind: 'refuses',
    says,
    given,
    when: forging('nothing', shape, outside, outside, outside, outside),
    expect: refused,
    admits: { when: forging('nothing', 'text', inside), expect: reached },
    catches: ['objects-as-urls-go-unchecked'],
    shared: true,
    covers: ['D01'],
  })),
  ...turning.map(({ id, shape }): ConformanceCase => ({
    id,
    clause: 'REQ-5.url-form',
    kind: 'refuses',
    says: `a URL that is read as one inside the scope first and as one outside it then (${shape}) is refused`,
    given,
    when: forging('nothing', shape, inside, outside, outside, outside, outside),
    expect: {
      'the outside is never contacted': ({ network }) =>
        network.every((record) =>
          record.kind === 'request' ? record.url === inside : record.kind === 'dns' && record.name === 'inside.test',
        ),
      'it is refused with an error that names request': (seen) => isRefusal(denial(seen)),
    },
    admits: { when: forging('nothing', 'text', inside), expect: reached },
    catches: ['objects-as-urls-go-unchecked', 'odd-urls-are-swallowed'],
    shared: true,
    covers: ['D02'],
  })),
]);
