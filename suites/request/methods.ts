import { defineCases } from '../../src/contract/define-cases.ts';
import { grantsNothing, type InvalidRow } from './rows/grants-nothing.ts';
import { scopeCases, type Asked, type Sent } from './rows/scope-cases.ts';

const clause = 'REQ-5.methods';
const url = 'https://inside.test/letters/7';
const urls = ['https://inside.test/letters/*', 'https://inside.test/drafts'];
const by = (method: string): Asked => ({ url, method });
const sent = (method: string): Sent => [by(method), url];

const empty: readonly InvalidRow[] = [
  {
    id: 'request/methods/none',
    says: 'an empty list of methods grants nothing',
    invalid: { methods: [], urls: ['https://letters.inside.test/*'] },
    catches: ['methods-go-unchecked'],
    covers: ['K27'],
  },
  {
    id: 'request/methods/no-urls',
    says: 'an empty list of urls grants nothing',
    invalid: { methods: ['GET'], urls: [] },
    catches: ['urls-go-unchecked'],
    covers: ['K27'],
  },
];

export default defineCases([
  ...scopeCases({ clause, urls, methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] }, [
    {
      id: 'request/methods/case',
      says: 'a method is compared case for case',
      refuses: ['get', 'Post', 'pATCH'].map(by),
      sends: [sent('GET'), sent('POST'), sent('PUT'), sent('PATCH'), sent('DELETE')],
      catches: ['methods-fold-case'],
      covers: ['K25'],
    },
    {
      id: 'request/methods/around',
      says: 'a method with anything around it is another method',
      refuses: [' GET', 'GET\r\n', 'GET\u0000', 'GET,POST', 'GETS'].map(by),
      sends: [sent('GET')],
      catches: ['methods-are-cut-out'],
      covers: ['K25'],
    },
    {
      id: 'request/methods/others',
      says: 'no other method is granted, whatever the scope says',
      refuses: ['HEAD', 'TRACE', 'CONNECT', '', '*', 'constructor', '__proto__', '0'].map(by),
      sends: [sent('DELETE')],
      catches: ['unknown-methods-become-get'],
      covers: ['K25'],
    },
  ]),
  ...scopeCases({ clause, urls, methods: ['POST', 'PATCH'] }, [
    {
      id: 'request/methods/granted-ones',
      says: 'only the methods of the scope are granted, and one that is left out is GET',
      refuses: [url, by('GET'), by('PUT'), by('DELETE')],
      sends: [sent('POST'), sent('PATCH')],
      catches: ['methods-go-unchecked'],
      covers: ['K26'],
    },
  ]),
  ...empty.map((row) => grantsNothing(row, clause)),
]);
