import { defineCases } from '../../src/contract/define-cases.ts';
import { scopeCases } from './rows/scope-cases.ts';

const odd = 'https://odd.inside.test';

export default defineCases(
  scopeCases(
    {
      clause: 'REQ-5.glob-path',
      urls: [
        `${odd}/[a-z]`,
        `${odd}/{b,c}`,
        `${odd}/(d|e)+!$.`,
        `${odd}/^x`,
        `${odd}/!(f)*`,
        `${odd}/:id`,
        `${odd}/%41`,
        `${odd}/B`,
        `${odd}/c%2Fd`,
        `${odd}/e%2ff`,
        `${odd}/~`,
        `${odd}/100%`,
        `${odd}/with space/*`,
        `${odd}/last `,
        `${odd}/\u00e9*`,
        `${odd}/"<>\``,
        `${odd}/star*y`,
        `${odd}/'`,
      ],
    },
    [
      {
        id: 'request/glob-literals/signs',
        says: 'what other globs give a meaning is literal',
        refuses: [`${odd}/a`, `${odd}/b`, `${odd}/d`, `${odd}/d!$x`, `${odd}/x`, `${odd}/g`, `${odd}/1`, `${odd}/(d|e)+!$x`],
        sends: [
          `${odd}/[a-z]`,
          [`${odd}/{b,c}`, `${odd}/%7Bb,c%7D`],
          `${odd}/(d|e)+!$.`,
          `${odd}/!(f)g`,
          `${odd}/:id`,
          [`${odd}/^x`, `${odd}/%5Ex`],
        ],
        catches: ['paths-fold-case', 'only-letters-of-paths-count', 'globs-have-metacharacters', 'dots-stand-for-any-character'],
        covers: ['K20'],
      },
      {
        id: 'request/glob-literals/escapes',
        says: 'a percent-encoded letter is not the letter, nor an escape in upper case the same in lower case',
        refuses: [
          `${odd}/A`,
          `${odd}/%42`,
          `${odd}/c%2fd`,
          `${odd}/c/d`,
          `${odd}/e%2Ff`,
          `${odd}/%7E`,
          `${odd}/100%25`,
          `${odd}/%27`,
          `${odd}/%c3%a9`,
        ],
        sends: [`${odd}/%41`, `${odd}/B`, `${odd}/c%2Fd`, `${odd}/e%2ff`, `${odd}/~`, `${odd}/100%`, `${odd}/'`],
        catches: ['paths-fold-case', 'escapes-of-paths-are-decoded', 'only-letters-of-paths-count', 'paths-need-only-begin'],
        covers: ['K05'],
      },
      {
        id: 'request/glob-literals/encoded-as-the-parser-does',
        says: 'what is literal in a glob is encoded as the URL parser encodes a path',
        refuses: [`${odd}/with+space/7`, `${odd}/withspace/7`, `${odd}/last`, `${odd}/e\u0301`, `${odd}/last%20x`],
        sends: [
          `${odd}/with%20space/7`,
          `${odd}/last%20`,
          [`${odd}/\u00e9`, `${odd}/%C3%A9`],
          `${odd}/%C3%A9t%C3%A9`,
          [`${odd}/"<>\``, `${odd}/%22%3C%3E%60`],
        ],
        catches: ['only-letters-of-paths-count', 'paths-need-only-begin'],
        covers: ['K20'],
      },
      {
        id: 'request/glob-literals/stars-of-urls',
        says: 'a star in a URL is only a star',
        refuses: [`${odd}/*`, `${odd}/**`, `${odd}/*y`, `${odd}/star*`],
        sends: [`${odd}/star*y`, `${odd}/star%2Ay`, `${odd}/stary`],
        catches: ['only-letters-of-paths-count', 'stars-of-urls-are-wildcards', 'paths-need-only-begin'],
        covers: ['K21'],
      },
    ],
  ),
);
