import { defineCases } from '../../src/contract/define-cases.ts';
import { grantsNothing, type InvalidRow } from './rows/grants-nothing.ts';

const rows: readonly InvalidRow[] = [
  {
    id: 'request/invalid-globs/bare-star',
    says: 'a glob that is * alone grants nothing',
    invalid: '*',
    catches: ['urls-go-unchecked', 'globs-match-as-in-directus'],
    covers: ['K24'],
  },
  {
    id: 'request/invalid-globs/any-scheme',
    says: 'a glob with * as its scheme grants nothing',
    invalid: '*://letters.inside.test/*',
    catches: ['urls-go-unchecked', 'globs-match-as-in-directus'],
    covers: ['K24', 'K38'],
  },
  {
    id: 'request/invalid-globs/scheme-in-upper-case',
    says: 'a glob whose scheme is in upper case grants nothing',
    invalid: 'HTTPS://letters.inside.test/*',
    covers: ['K24'],
  },
  {
    id: 'request/invalid-globs/text-in-front',
    says: 'a glob with anything in front of its scheme grants nothing',
    invalid: ' https://letters.inside.test/*',
    covers: ['K24'],
  },
  {
    id: 'request/invalid-globs/host-prefix',
    says: 'a glob with a * at the end of its host grants nothing',
    invalid: 'https://letters.inside.test*',
    catches: ['urls-go-unchecked', 'globs-match-as-in-directus'],
    covers: ['K17'],
  },
  {
    id: 'request/invalid-globs/host-suffix',
    says: 'a glob with a * in front of a name, without a dot between, grants nothing',
    invalid: 'https://*letters.inside.test/*',
    catches: ['urls-go-unchecked', 'globs-match-as-in-directus'],
    covers: ['K17'],
  },
  {
    id: 'request/invalid-globs/star-inside-the-host',
    says: 'a glob with a * inside its host grants nothing',
    invalid: 'https://letters.*.inside.test/*',
    asks: 'https://letters.a.inside.test/7',
    catches: ['urls-go-unchecked', 'globs-match-as-in-directus'],
    covers: ['K17'],
  },
  {
    id: 'request/invalid-globs/star-before-an-address',
    says: 'a glob with *. before an address grants nothing',
    invalid: 'http://*.0.113.7/*',
    asks: 'http://203.0.113.7/7',
    catches: ['urls-go-unchecked', 'globs-match-as-in-directus'],
    covers: ['K07'],
  },
  {
    id: 'request/invalid-globs/trailing-dot',
    says: 'a glob whose host has a trailing dot grants nothing',
    invalid: 'https://letters.inside.test./*',
    covers: ['K09'],
  },
  {
    id: 'request/invalid-globs/no-host',
    says: 'a glob without a host grants nothing',
    invalid: 'https:///*',
    covers: ['K12'],
  },
  {
    id: 'request/invalid-globs/long-label',
    says: 'a glob with a label of 64 characters grants nothing',
    invalid: `https://*.${'a'.repeat(64)}.inside.test/*`,
    asks: `https://a.${'a'.repeat(63)}.inside.test/7`,
    covers: ['K41'],
  },
  {
    id: 'request/invalid-globs/userinfo',
    says: 'a glob with an @ in its authority grants nothing',
    invalid: 'https://user@letters.inside.test/*',
    covers: ['K24'],
  },
  {
    id: 'request/invalid-globs/escaped-host',
    says: 'a glob with a % in its host grants nothing',
    invalid: 'https://l%65tters.inside.test/*',
    covers: ['K05'],
  },
];

export default defineCases(rows.map((row) => grantsNothing(row)));
