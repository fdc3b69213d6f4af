import { defineCases } from '../../src/contract/define-cases.ts';
import { scopeCases } from './rows/scope-cases.ts';

const inside = 'https://inside.test/letters/7';
const at = (rest: string): string => `https://inside.test/letters/${rest}`;

export default defineCases(
  scopeCases(
    {
      clause: 'REQ-5.url-form',
      urls: ['https://inside.test/letters/*'],
      reaches: ['https://outside.test/letters/7', 'https://outside.test/@inside.test/letters/7', 'https://inside.test/', at('x/y')],
    },
    [
      {
        id: 'request/url-form/userinfo-in-front-of-another-host',
        says: 'a granted host in front of an @ is no host',
        refuses: [
          'https://inside.test@outside.test/letters/7',
          'https://inside.test:443@outside.test/letters/7',
          'https://inside.test%2fletters%2f@outside.test/letters/7',
        ],
        sends: [at('@outside.test'), at('7?to=@outside.test'), [at('7#@outside.test'), inside]],
        catches: ['userinfo-is-ignored'],
        covers: ['K01', 'K15'],
      },
      {
        id: 'request/url-form/userinfo-in-front-of-the-host',
        says: 'a URL with a user, a password or an empty one of them is refused',
        refuses: [
          'https://user:password@inside.test/letters/7',
          'https://user@inside.test/letters/7',
          'https://@inside.test/letters/7',
          'https://:@inside.test/letters/7',
        ],
        sends: [inside],
        catches: ['userinfo-is-ignored'],
        covers: ['K01'],
      },
      {
        id: 'request/url-form/backslash-in-the-authority',
        says: 'a URL with a backslash in front of its path is refused',
        refuses: [
          'https://outside.test\\@inside.test/letters/7',
          'https://inside.test\\.outside.test/letters/7',
          'https:\\\\inside.test\\letters\\7',
          'https://inside.test\\letters/7',
        ],
        sends: [inside],
        catches: ['backslashes-become-slashes'],
        covers: ['K02'],
      },
      {
        id: 'request/url-form/backslash-behind-the-authority',
        says: 'a URL with a backslash in its path, query or fragment is refused, and one with an escaped backslash is not',
        refuses: [at('x\\y'), at('7?to=\\'), at('7#\\')],
        sends: [at('x%5Cy'), at('7?to=%5c')],
        catches: ['backslashes-become-slashes', 'globs-match-as-in-directus'],
        covers: ['K02'],
      },
      {
        id: 'request/url-form/tabs-and-line-ends',
        says: 'a URL with a tab or a line end is refused, wherever a parser would drop it',
        refuses: [
          'ht\ttps://inside.test/letters/7',
          'https:/\r/inside.test/letters/7',
          'https://\tinside.test/letters/7',
          at('x\r\n/y'),
          `${inside}\n`,
        ],
        sends: [at('x%09%0D%0A/y')],
        catches: ['control-characters-are-dropped'],
        covers: ['K03'],
      },
      {
        id: 'request/url-form/spaces',
        says: 'a URL with a space is refused, around it and in each of its parts',
        refuses: [` ${inside}`, `${inside} `, at('x /y'), at('7?to=x y'), at('7#x y'), 'https://inside.test /letters/7'],
        sends: [at('x%20/y'), [at('\u00a0'), at('%C2%A0')], [at('x\u2028y'), at('x%E2%80%A8y')]],
        catches: ['control-characters-are-dropped'],
        covers: ['K03'],
      },
      {
        id: 'request/url-form/control-characters',
        says: 'a URL with NUL or another control character is refused, and one with an escaped one is not',
        refuses: [`\u0000${inside}`, at('x\u0000/y'), at('x\u001f/y'), `${inside}#\u001b`],
        sends: [at('x%00/y'), at('7?%01%1f')],
        catches: ['control-characters-are-dropped', 'globs-match-as-in-directus'],
        covers: ['K03'],
      },
      {
        id: 'request/url-form/delete-and-c1',
        says: 'a URL with DEL or a control character of C1 is refused, and one with a letter beside them is not',
        refuses: [at('x\u007f/y'), at('x\u0080/y'), at('x\u0085/y'), at('7?\u009f')],
        sends: [at('~'), [at('\u00a1'), at('%C2%A1')]],
        catches: ['control-characters-are-dropped', 'globs-match-as-in-directus'],
        covers: ['K03'],
      },
      {
        id: 'request/url-form/slashes',
        says: 'between scheme and host stand exactly two slashes',
        refuses: [
          'https:inside.test/letters/7',
          'https:/inside.test/letters/7',
          'https:///inside.test/letters/7',
          'https:////inside.test/letters/7',
          'https:?//inside.test/letters/7',
        ],
        sends: [inside],
        catches: ['slashes-are-not-counted'],
        covers: ['K04'],
      },
      {
        id: 'request/url-form/other-schemes',
        says: 'a URL of any other scheme is refused, and http and https may be written in any case',
        refuses: [
          'ftp://inside.test/letters/7',
          'ws://inside.test/letters/7',
          'xhttps://inside.test/letters/7',
          'file:///inside.test/letters/7',
          'blob:https://inside.test/letters/7',
          'javascript://inside.test/letters/7',
          'data:text/plain,https://inside.test/letters/7',
        ],
        sends: [
          ['HTTPS://inside.test/letters/7', inside],
          ['hTtPs://inside.test/letters/7', inside],
        ],
        catches: ['other-schemes-become-https'],
        covers: ['K38', 'K11'],
      },
      {
        id: 'request/url-form/relative',
        says: 'a URL without a scheme is refused, also where the scope names only one host',
        refuses: ['/letters/7', '//inside.test/letters/7', 'letters/7', 'inside.test/letters/7', '?x', '', '*'],
        sends: [inside],
        catches: ['relative-urls-have-a-base'],
        covers: ['K39'],
      },
      {
        id: 'request/url-form/no-host',
        says: 'a URL without a host is refused',
        refuses: ['https://', 'https://?x', 'https://#x', 'https://:443/letters/7', 'https://:', 'https:'],
        sends: [inside],
        catches: ['relative-urls-have-a-base'],
        covers: ['K12'],
      },
    ],
  ),
);
