import { defineCases } from '../../src/contract/define-cases.ts';
import { scopeCases } from './rows/scope-cases.ts';

const clause = 'REQ-5.glob-path';
const site = 'https://inside.test';
const bare = 'https://bare.inside.test';

export default defineCases([
  ...scopeCases(
    {
      clause,
      urls: [
        bare,
        `${site}/Letters/*`,
        `${site}/exact/7`,
        `${site}//double`,
        `${site}/in//side`,
        `${site}/single/slash`,
        `${site}/any/*/items`,
        `${site}/begin*`,
        `${site}/v1/**`,
        `${site}/v2/a***b`,
        `${site}/order/a*bab*ab`,
        `${site}/again/*aab*c`,
        `${site}/border/ab*ba*c`,
        `${site}/long/*abcabd*e`,
        'https://*.bare.inside.test',
        'https://*.root.inside.test/',
      ],
    },
    [
      {
        id: 'request/glob-path/missing',
        says: 'a glob without a path grants exactly /',
        refuses: [`${bare}/7`, `${bare}//`, `${bare}/?x`, `${bare}?x`, 'https://a.bare.inside.test/7', 'https://a.root.inside.test/7'],
        sends: [
          [bare, `${bare}/`],
          `${bare}/`,
          [`${bare}/?`, `${bare}/`],
          [`${bare}#x`, `${bare}/`],
          'https://a.bare.inside.test/',
          'https://a.root.inside.test/',
        ],
        catches: ['slashes-of-paths-are-merged', 'missing-paths-are-anything', 'paths-need-only-begin', 'queries-are-not-compared'],
      },
      {
        id: 'request/glob-path/case',
        says: 'a path is compared case for case',
        refuses: [`${site}/letters/7`, `${site}/LETTERS/7`, `${site}/Exact/7`],
        sends: [`${site}/Letters/7`, `${site}/Letters/A`, `${site}/exact/7`],
        catches: ['paths-fold-case'],
        covers: ['K11'],
      },
      {
        id: 'request/glob-path/exact',
        says: 'a path without a wildcard is that path, without anything in front or behind',
        refuses: [
          `${site}/exact/7/`,
          `${site}/exact/77`,
          `${site}/exact/`,
          `${site}/exact/7;x`,
          `${site}/x/exact/7`,
          `${site}/exact/7?x`,
          `${site}/`,
        ],
        sends: [`${site}/exact/7`, [`${site}/exact/7?#x`, `${site}/exact/7`]],
        catches: ['paths-need-only-begin', 'paths-need-only-end', 'queries-are-not-compared'],
      },
      {
        id: 'request/glob-path/double-slashes',
        says: 'two slashes are two slashes',
        refuses: [`${site}/double`, `${site}/in/side`, `${site}/single//slash`, `${site}//single/slash`, `${site}///double`],
        sends: [`${site}//double`, `${site}/in//side`, `${site}/single/slash`],
        catches: ['slashes-of-paths-are-merged', 'paths-need-only-end'],
        covers: ['K14'],
      },
      {
        id: 'request/glob-path/wildcard-between',
        says: 'a wildcard stands for anything, also for nothing and for slashes, between what is literal',
        refuses: [`${site}/any/items`, `${site}/any/x/items/`, `${site}/any/x/itemsx`, `${site}/anyx/items`],
        sends: [
          `${site}/any//items`,
          `${site}/any/x/items`,
          `${site}/any/x/y/z/items`,
          `${site}/any/items/items`,
          `${site}/any/x%3F/items`,
        ],
        catches: ['paths-need-only-begin', 'paths-need-only-end'],
      },
      {
        id: 'request/glob-path/wildcard-and-query',
        says: 'a wildcard of a path stands for no part of a query',
        refuses: [`${site}/any/x?/items`, `${site}/any/x#/items`, `${site}/v2/a?b`, `${site}/?/Letters/7`, `${site}?/Letters/7`],
        sends: [`${site}/any/x/items`, `${site}/Letters/7?/x`],
        catches: ['paths-need-only-begin', 'globs-are-matched-as-text', 'question-marks-are-ignored'],
        covers: ['K16'],
      },
      {
        id: 'request/glob-path/wildcard-behind-letters',
        says: 'a wildcard need not stand behind a slash',
        refuses: [`${site}/begi`, `${site}/x/begin`, `${site}/Begin/7`],
        sends: [`${site}/begin`, `${site}/beginning`, `${site}/begin/7`, `${site}/begin?x`],
        catches: ['paths-fold-case'],
      },
      {
        id: 'request/glob-path/several-stars',
        says: 'a run of stars is one wildcard',
        refuses: [`${site}/v1`, `${site}/v11/x`, `${site}/v2/a`, `${site}/v2/ab?x`, `${site}/v2/a/x`],
        sends: [`${site}/v1/`, `${site}/v1/x/y?z`, `${site}/v2/ab`, `${site}/v2/a/x/b`],
        catches: ['paths-need-only-begin', 'queries-are-not-compared'],
        covers: ['K21'],
      },
      {
        id: 'request/glob-path/order',
        says: 'what is literal between wildcards stands in its order, and not over one another',
        refuses: [
          `${site}/order/abab`,
          `${site}/order/aab`,
          `${site}/order/ababa`,
          `${site}/order/xababab`,
          `${site}/again/ababc`,
          `${site}/border/abac`,
          `${site}/long/abcabcabe`,
          `${site}/long/abdabce`,
        ],
        sends: [
          `${site}/order/ababab`,
          `${site}/order/abab-bab-ab`,
          `${site}/again/aaabc`,
          `${site}/again/aabaaabc`,
          `${site}/border/abbac`,
          `${site}/long/abcabcabde`,
          `${site}/long/ababcabdxe`,
        ],
        catches: ['paths-need-only-begin', 'paths-need-only-end', 'stretches-come-in-any-order'],
      },
    ],
  ),
  ...scopeCases({ clause: 'REQ-5', urls: [`${site}/letters/*`, 'http://plain.inside.test:8080', 'https://other.inside.test/'] }, [
    {
      id: 'request/glob-path/one-glob-as-a-whole',
      says: 'a request is granted by one glob as a whole, and not by parts of several',
      refuses: [
        'https://other.inside.test/letters/7',
        'https://plain.inside.test/letters/7',
        'http://inside.test:8080/',
        `${site}/`,
        'http://other.inside.test/',
      ],
      sends: [`${site}/letters/7`, 'http://plain.inside.test:8080/', 'https://other.inside.test/'],
      catches: ['schemes-are-not-compared', 'literal-hosts-have-subdomains', 'paths-need-only-begin', 'parts-of-globs-are-mixed'],
    },
  ]),
]);
