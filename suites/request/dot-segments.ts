import { defineCases } from '../../src/contract/define-cases.ts';
import { scopeCases } from './rows/scope-cases.ts';

const at = (rest: string): string => `https://inside.test/letters/${rest}`;
const drafts = 'https://inside.test/drafts/7';

export default defineCases(
  scopeCases(
    {
      clause: 'REQ-5.dot-segments',
      urls: ['https://inside.test/letters/*'],
      reaches: [
        drafts,
        at(''),
        at('7'),
        at('x/7'),
        'https://inside.test/',
        'https://inside.test/7',
        at('.json'),
        'https://inside.test/letters',
      ],
    },
    [
      {
        id: 'request/dot-segments/two-dots',
        says: 'a path with a segment .. is refused, wherever it leads',
        refuses: [at('../drafts/7'), at('x/../../drafts/7'), at('..'), at('x/../7'), at('..?x'), 'https://inside.test/drafts/../letters/7'],
        sends: [at('...'), at('x../7'), at('..x/7'), at('7?x=/../y'), [at('7#/../x'), at('7')]],
        catches: ['dot-segments-are-resolved', 'globs-match-as-in-directus'],
        covers: ['K13'],
      },
      {
        id: 'request/dot-segments/one-dot',
        says: 'a path with a segment . is refused',
        refuses: [at('.'), at('./7'), at('x/./7'), 'https://inside.test/./letters/7', at('%2e'), at('%2E/7')],
        sends: [at('.x'), at('x.'), at('.well-known/7')],
        catches: ['dot-segments-are-resolved', 'paths-are-decoded-before-sending', 'globs-match-as-in-directus'],
        covers: ['K13'],
      },
      {
        id: 'request/dot-segments/escaped-dots',
        says: 'dots that are percent-encoded are dots',
        refuses: [at('.%2e/drafts/7'), at('%2e./drafts/7'), at('%2e%2e/drafts/7'), at('%2E%2E/drafts/7'), at('x/%2e%2E')],
        sends: [at('%2e%2ex'), at('%c0%ae%c0%ae/7')],
        catches: ['dot-segments-are-resolved', 'paths-are-decoded-before-sending', 'globs-match-as-in-directus'],
        covers: ['K13'],
      },
      {
        id: 'request/dot-segments/escaped-slashes',
        says: 'slashes and backslashes that are percent-encoded separate segments, too',
        refuses: [at('..%2fdrafts/7'), at('x%2f..%2f7'), 'https://inside.test/letters%2f../7', at('..%5cdrafts/7'), at('x%5C.%5C7')],
        sends: [at('x%2fy'), at('..%3fx')],
        catches: ['paths-are-decoded-before-sending'],
        covers: ['K13'],
      },
      {
        id: 'request/dot-segments/escaped-more-than-once',
        says: 'what is percent-encoded up to four times is decoded',
        refuses: [at('%252e%252e/drafts/7'), at('..%252fdrafts/7'), at('%2525252e./drafts/7'), at('%%32e%%32e/drafts/7')],
        sends: [at('%2525252f'), at('%25')],
        catches: ['paths-are-decoded-before-sending'],
        covers: ['K13'],
      },
      {
        id: 'request/dot-segments/escaped-without-end',
        says: 'a path that is not stable after four decodings is refused, and one with a lone percent sign is not',
        refuses: [at('%2525252541'), at('x/%252525252541/y')],
        sends: [at('%25252541'), at('%'), at('%zz%2g'), at('7?%2525252525252e')],
        catches: ['paths-are-decoded-before-sending'],
        covers: ['K13'],
      },
      {
        id: 'request/dot-segments/parameters',
        says: 'a segment ends at its first semicolon',
        refuses: [at('..;/drafts/7'), at('..;x=1/7'), at('.;/7'), at('..%253B/7')],
        sends: [at(';../7'), at('7;..;/x'), at('x;y/7')],
        catches: ['segments-are-cut-before-sending'],
        covers: ['K13'],
      },
      {
        id: 'request/dot-segments/control-characters',
        says: 'a segment ends at its first control character',
        refuses: [at('..%00/drafts/7'), at('..%00.json'), at('.%1f'), at('..%7f/7')],
        sends: [at('%00../7'), at('..%20/7'), at('..~/7')],
        catches: ['segments-are-cut-before-sending'],
        covers: ['K13'],
      },
      {
        id: 'request/dot-segments/c1',
        says: 'a control character of C1 ends a segment, as the one byte that it is in Latin-1 and as the two of UTF-8',
        refuses: [at('..%C2%80/7'), at('..%c2%9f/7'), at('..%80/7'), at('..%9f/7')],
        sends: [at('..%C2%A0/7'), [at('..\u00c5/7'), at('..%C3%85/7')], [at('..\u00c2%85'), at('..%C3%82%85')]],
        catches: ['segments-are-cut-before-sending'],
        covers: ['K13'],
      },
      {
        id: 'request/dot-segments/look-alikes',
        says: 'letters that only look like dots are letters, beside a path with real ones',
        refuses: [at('\u00e9/../7'), at('\u2025/%2e%2e/7')],
        sends: [
          [at('\uff0e\uff0e/7'), at('%EF%BC%8E%EF%BC%8E/7')],
          [at('\u2025/7'), at('%E2%80%A5/7')],
          [at('\u00e9.%2ex'), at('%C3%A9.%2ex')],
        ],
        catches: ['dot-segments-are-resolved', 'paths-are-decoded-before-sending', 'globs-match-as-in-directus'],
        covers: ['K13'],
      },
    ],
  ),
);
