import { defineCases } from '../../src/contract/define-cases.ts';
import { scopeCases } from './rows/scope-cases.ts';

const site = 'https://inside.test';

export default defineCases(
  scopeCases(
    {
      clause: 'REQ-5.glob-query',
      urls: [
        `${site}/free/*`,
        `${site}/end*`,
        `${site}/middle/*/x`,
        `${site}/none`,
        `${site}/two?a=*&b=2`,
        `${site}/one?x=1`,
        `${site}/escaped?%41`,
        `${site}/empty?`,
        `${site}/empty/*?`,
        `${site}/any?*`,
        `${site}/twice?y?z=/*`,
        `${site}/quote?q='*'`,
        `${site}/odd?\u00fc *`,
        `${site}/marks?{\`^|}`,
        `${site}/dots?.=../*`,
        'https://bare.inside.test?key=*',
        'http://*?key=*',
      ],
    },
    [
      {
        id: 'request/glob-query/free',
        says: 'without ?, a path that ends in * leaves the query free',
        refuses: [`${site}/?free/7`, `${site}?/free/7`, `${site}/fre?e/7`],
        sends: [`${site}/free/7?x=*&y=/?`, `${site}/end?x`, [`${site}/free/?`, `${site}/free/`], `${site}/free/??`, [`${site}/free/?x='y'`, `${site}/free/?x=%27y%27`]],
        catches: ['globs-are-matched-without-marks'],
        covers: ['K16'],
      },
      {
        id: 'request/glob-query/none',
        says: 'without ?, a path that does not end in * wants no query',
        refuses: [`${site}/none?x`, `${site}/none?=`, `${site}/none??`, `${site}/middle/y/x?z`, `${site}/middle/y?/x`],
        sends: [`${site}/none`, [`${site}/none?`, `${site}/none`], [`${site}/none?#x`, `${site}/none`], [`${site}/none#?x`, `${site}/none`], `${site}/middle/y/x`],
        catches: ['queries-are-not-compared'],
        covers: ['K16'],
      },
      {
        id: 'request/glob-query/from-end-to-end',
        says: 'with ?, the query is matched from its first character to its last',
        refuses: [
          `${site}/two`,
          `${site}/two?b=2&a=1`,
          `${site}/two?a=1&b=2&c`,
          `${site}/two?A=1&b=2`,
          `${site}/two?xa=1&b=2`,
          `${site}/two?a=1`,
          `${site}/other?a=1&b=2`,
        ],
        sends: [`${site}/two?a=1&b=2`, `${site}/two?a=&b=2`, `${site}/two?a=1&b=1&b=2`, [`${site}/two?a=/?&b=2#c`, `${site}/two?a=/?&b=2`]],
        catches: ['queries-are-not-compared', 'queries-need-only-begin'],
        covers: ['K16'],
      },
      {
        id: 'request/glob-query/exact',
        says: 'a query without a wildcard is exactly that query',
        refuses: [`${site}/one?x=12`, `${site}/one?x=`, `${site}/one?`, `${site}/one`, `${site}/escaped?A`, `${site}/ones?x=1`, `${site}/one/?x=1`],
        sends: [`${site}/one?x=1`, `${site}/escaped?%41`],
        catches: ['queries-are-not-compared', 'queries-need-only-begin'],
      },
      {
        id: 'request/glob-query/empty',
        says: 'an empty query of a glob is no query, also behind a wildcard',
        refuses: [`${site}/empty?z`, `${site}/empty/y?z`, `${site}/empty/y??`],
        sends: [`${site}/empty`, [`${site}/empty?`, `${site}/empty`], `${site}/empty/y`],
        catches: ['queries-are-not-compared', 'queries-need-only-begin'],
      },
      {
        id: 'request/glob-query/anything',
        says: '?* is any query, also none, and says nothing of the path',
        refuses: [`${site}/anyx?y`, `${site}/any/?y`, 'https://bare.inside.test/x?key=1'],
        sends: [`${site}/any`, `${site}/any?y=z&z`, ['https://bare.inside.test?key=1', 'https://bare.inside.test/?key=1']],
        catches: ['paths-are-not-compared', 'paths-need-only-begin'],
      },
      {
        id: 'request/glob-query/second-mark',
        says: 'the query begins at the first ?',
        refuses: [`${site}/twice?y`, `${site}/twice?y&z=/`, `${site}/twice?y?z`],
        sends: [`${site}/twice?y?z=/`, `${site}/twice?y?z=/../w`],
        catches: ['queries-are-not-compared'],
      },
      {
        id: 'request/glob-query/any-host',
        says: 'a host that is * alone with a query stands for every path',
        refuses: ['http://inside.test/x/y', 'http://inside.test/key=1', 'http://inside.test/?xkey=1', 'https://inside.test/?key=1'],
        sends: ['http://inside.test/x/y?key=1', ['http://inside.test:3000?key=', 'http://inside.test:3000/?key=']],
        catches: ['queries-are-not-compared', 'schemes-are-not-compared'],
        covers: ['K16'],
      },
      {
        id: 'request/glob-query/encoded-as-the-parser-does',
        says: 'what is literal in the query of a glob is encoded as the URL parser encodes a query',
        refuses: [`${site}/quote?q=x`, `${site}/odd?u%20x`, `${site}/odd?\u00fc+x`, `${site}/marks?%7B\`^|}`, `${site}/dots?=../x`],
        sends: [
          [`${site}/quote?q='x'`, `${site}/quote?q=%27x%27`],
          `${site}/quote?q=%27%27`,
          [`${site}/odd?\u00fc%20x`, `${site}/odd?%C3%BC%20x`],
          `${site}/marks?{\`^|}`,
          `${site}/dots?.=../x`,
        ],
        catches: ['queries-are-not-compared'],
      },
    ],
  ),
);
