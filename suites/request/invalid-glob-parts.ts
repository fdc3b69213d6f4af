import { defineCases } from '../../src/contract/define-cases.ts';
import { grantsNothing, type InvalidRow } from './rows/grants-nothing.ts';

const rows: readonly InvalidRow[] = [
  {
    id: 'request/invalid-glob-parts/empty-port',
    says: 'a glob with a colon and no port grants nothing',
    invalid: 'https://letters.inside.test:/*',
    covers: ['K10'],
  },
  {
    id: 'request/invalid-glob-parts/port-zero',
    says: 'a glob with the port 0 grants nothing',
    invalid: 'https://letters.inside.test:0/*',
    covers: ['K10'],
  },
  {
    id: 'request/invalid-glob-parts/port-too-high',
    says: 'a glob with a port beyond 65,535 grants nothing',
    invalid: 'https://letters.inside.test:65536/*',
    covers: ['K10'],
  },
  {
    id: 'request/invalid-glob-parts/port-with-a-star',
    says: 'a glob with a * beside digits as its port grants nothing',
    invalid: 'https://letters.inside.test:4*/*',
    covers: ['K10'],
  },
  {
    id: 'request/invalid-glob-parts/backslash',
    says: 'a glob with a backslash grants nothing',
    invalid: 'https://letters.inside.test/\\w*',
    covers: ['K22'],
  },
  {
    id: 'request/invalid-glob-parts/fragment',
    says: 'a glob with a # grants nothing',
    invalid: 'https://letters.inside.test/*#',
    covers: ['K24'],
  },
  {
    id: 'request/invalid-glob-parts/control-character',
    says: 'a glob with a control character grants nothing',
    invalid: 'https://letters.inside.test/*\n',
    covers: ['K03'],
  },
  {
    id: 'request/invalid-glob-parts/c1',
    says: 'a glob with DEL or a control character of C1 grants nothing',
    invalid: 'https://letters.inside.test/*\u0085',
    covers: ['K03'],
  },
  {
    id: 'request/invalid-glob-parts/escaped-dot-segments',
    says: 'a glob with an escaped dot segment grants nothing',
    invalid: 'https://letters.inside.test/%2e%2e/*',
    covers: ['K24'],
  },
];

export default defineCases(rows.map((row) => grantsNothing(row)));
