import { defineCases } from '../../src/contract/define-cases.ts';
import { scopeCases } from './rows/scope-cases.ts';

const letters = 'https://letters.inside.test/7';
const below = (name: string): string => `https://${name}.wide.test/7`;
const label63 = 'a'.repeat(63);
// 253 characters in all, which is what DNS allows
const longest = `${'a.'.repeat(121)}a`;

export default defineCases(
  scopeCases(
    {
      clause: 'REQ-5.url-host',
      urls: [
        'https://letters.inside.test/*',
        'https://xn--bcher-kva.inside.test/*',
        'https://strasse.inside.test/*',
        'https://*.wide.test/*',
        'http://203.0.113.7/*',
        'http://[2001:db8::7]/*',
      ],
      reaches: [
        below('a'),
        below('b'),
        below('ab'),
        below(label63),
        below(`a.${label63}`),
        'https://letters.inside.test/',
        'http://203.0.161.7/7',
        'http://[2001:db8::]/7',
        'https://letters.inside.test:291/7',
      ],
    },
    [
      {
        id: 'request/url-host/trailing-dot',
        says: 'a host with a trailing dot is refused',
        refuses: [
          'https://letters.inside.test./7',
          'https://letters.inside.test../7',
          'https://a.wide.test./7',
          'https://letters.inside.test%2E/7',
        ],
        sends: [below('a')],
        catches: ['hosts-are-tidied-up', 'hosts-keep-only-lower-case'],
        covers: ['K09'],
      },
      {
        id: 'request/url-host/empty-labels',
        says: 'a host with an empty label is refused',
        refuses: ['https://a..wide.test/7', 'https://.wide.test/7', 'https://.letters.inside.test/7', 'https://./7'],
        sends: [below('a'), below('a.b.c')],
        catches: ['hosts-are-tidied-up'],
        covers: ['K18'],
      },
      {
        id: 'request/url-host/hyphens-at-an-end',
        says: 'a label that begins or ends with a hyphen is refused, and hyphens and underscores elsewhere are not',
        refuses: [below('-a'), below('a-'), below('b.-a'), below('a-.b'), below('-')],
        sends: [below('a-b--c'), below('a_b'), below('_dmarc'), below('7'), below('ab')],
        catches: ['hosts-are-tidied-up'],
        covers: ['K09'],
      },
      {
        id: 'request/url-host/long-labels',
        says: 'a label of 64 characters is refused, and one of 63 is not',
        refuses: [below(`${label63}a`), below(`a.${label63}a`)],
        sends: [below(label63), below(`a.${label63}`), below('a'), below(`${'a.'.repeat(99)}a`), below(longest)],
        catches: ['hosts-are-tidied-up'],
        covers: ['K41'],
      },
      {
        id: 'request/url-host/other-characters',
        says: 'a host with a character that no name has is refused',
        refuses: ['!', "'", ',', ';', '$', '~', '=', '{', '`', '|', '^', '*'].map((odd) => below(`a${odd}b`)),
        sends: [below('ab')],
        catches: ['hosts-are-tidied-up'],
        covers: ['K20'],
      },
      {
        id: 'request/url-host/escaped-delimiters',
        says: 'an escaped delimiter in a host ends no host',
        refuses: ['%2f', '%00', '%3f', '%23', '%5c', '%3a443', '%20', '%ff'].map(
          (escaped) => `https://letters.inside.test${escaped}.outside.test/7`,
        ),
        either: [['https://l%65tters.inside.test/7', letters]],
        sends: [letters],
        catches: ['escapes-end-a-host', 'hosts-keep-only-lower-case'],
        covers: ['K05'],
      },
      {
        id: 'request/url-host/upper-case',
        says: 'a host in upper case is the same host, and another host is another one in upper case, too',
        refuses: ['https://DRAFTS.inside.test/7'],
        either: [
          ['https://LETTERS.inside.test/7', letters],
          ['https://A.wide.test/7', below('a')],
        ],
        sends: [letters],
        catches: ['hosts-keep-only-lower-case'],
        covers: ['K11'],
      },
      {
        id: 'request/url-host/look-alikes',
        says: 'a letter that looks like another is another letter',
        refuses: [
          'https://l\u0435tters.inside.test/7',
          'https://stra\u00dfe.inside.test/7',
          'https://l\u00e9tters.inside.test/7',
          'https://lette\u0280s.inside.test/7',
        ],
        sends: ['https://strasse.inside.test/7'],
        catches: ['letters-that-look-alike-are-one', 'hosts-keep-only-lower-case'],
        covers: ['K06'],
      },
      {
        id: 'request/url-host/international-names',
        says: 'an international name is compared as the URL parser writes it',
        refuses: ['https://bucher.inside.test/7', 'https://b\u00fcche\u0159.inside.test/7'],
        either: [
          ['https://b\u00fccher.inside.test/7', 'https://xn--bcher-kva.inside.test/7'],
          ['https://B\u00dcCHER.inside.test/7', 'https://xn--bcher-kva.inside.test/7'],
          ['https://bu\u0308cher.inside.test/7', 'https://xn--bcher-kva.inside.test/7'],
          ['https://b%C3%BCcher.inside.test/7', 'https://xn--bcher-kva.inside.test/7'],
          ['https://\uff4cetters.inside.test/7', letters],
          ['https://letters\u3002inside.test/7', letters],
          ['https://l\u00adetters.inside.test/7', letters],
        ],
        sends: ['https://xn--bcher-kva.inside.test/7'],
        catches: ['letters-that-look-alike-are-one', 'hosts-keep-only-lower-case'],
        covers: ['K06'],
      },
      {
        id: 'request/url-host/ipv4-spellings',
        says: 'an IPv4 address in another spelling is that address or refused, and never a third one',
        refuses: [
          'http://3405803784/7',
          'http://0xcb.0.0x71.8/7',
          'http://203.0.113.8/7',
          'http://[::ffff:203.0.113.7]/7',
          'http://256.0.113.7/7',
          'http://203.0.113.7.7/7',
        ],
        either: [
          ['http://0313.0.0161.7/7', 'http://203.0.113.7/7'],
          ['http://203.0.0161.7/7', 'http://203.0.113.7/7'],
          ['http://0xcb.0.0x71.7/7', 'http://203.0.113.7/7'],
          ['http://3405803783/7', 'http://203.0.113.7/7'],
          ['http://203.0.28935/7', 'http://203.0.113.7/7'],
        ],
        sends: ['http://203.0.113.7/7'],
        catches: ['octal-numbers-are-decimal', 'mapped-addresses-are-unmapped'],
        covers: ['K07', 'K08'],
      },
      {
        id: 'request/url-host/ipv6-spellings',
        says: 'an IPv6 address in another spelling is that address or refused, and never a third one',
        refuses: [
          'http://[2001:db8::8]/7',
          'http://[2001:db8:7::]/7',
          'http://[::]/7',
          'http://[2001:db8::7%25eth0]/7',
          'http://[2001:db8::7/7',
          'http://2001:db8::7/7',
        ],
        either: [
          ['http://[2001:DB8:0:0:0:0:0:7]/7', 'http://[2001:db8::7]/7'],
          ['http://[2001:0db8::0007]/7', 'http://[2001:db8::7]/7'],
          ['http://[2001:db8::0.0.0.7]/7', 'http://[2001:db8::7]/7'],
        ],
        sends: ['http://[2001:db8::7]/7'],
        catches: ['ipv6-addresses-are-cut'],
        covers: ['K08'],
      },
      {
        id: 'request/url-host/ports',
        says: 'a port that is 0, beyond 65,535 or no number is refused, and the one of the scheme may be written out',
        refuses: ['0', '65536', '65979', 'x', '-443', '4e2', '*', '\uff14\uff14\uff13'].map(
          (port) => `https://letters.inside.test:${port}/7`,
        ),
        either: [
          ['https://letters.inside.test:443/7', letters],
          ['https://letters.inside.test:0443/7', letters],
          ['https://letters.inside.test:/7', letters],
        ],
        sends: [letters],
        catches: ['ports-with-zeros-are-octal', 'ports-wrap-around'],
        covers: ['K10'],
      },
    ],
  ),
);
