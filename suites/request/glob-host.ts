import { defineCases } from '../../src/contract/define-cases.ts';
import { scopeCases } from './rows/scope-cases.ts';

const clause = 'REQ-5.glob-host';

export default defineCases([
  ...scopeCases(
    {
      clause,
      urls: [
        'https://letters.inside.test/*',
        'http://plain.inside.test/*',
        'https://*.wide.test/*',
        'https://B\u00dcCHER.inside.test/*',
        'https://f\uff4fld.inside.test',
        'https://*.C\u00e4fe\u3002inside.test/*',
        'https://LOUD.inside.test/*',
        'http://0xcb.0.0x71.7/*',
        'http://[2001:DB8::0:7]:8080/*',
      ],
    },
    [
      {
        id: 'request/glob-host/literal',
        says: 'a literal host is that host and no host that begins or ends like it',
        refuses: [
          'https://letters.inside.test.outside.test/7',
          'https://xletters.inside.test/7',
          'https://lette.inside.test/7',
          'https://inside.test/7',
        ],
        sends: ['https://letters.inside.test/7'],
        catches: ['hosts-may-begin-alike'],
      },
      {
        id: 'request/glob-host/below-a-literal',
        says: 'a literal host grants no host below it',
        refuses: ['https://x.letters.inside.test/7', 'https://letters.inside.test.letters.inside.test/7'],
        sends: ['https://letters.inside.test/7'],
        catches: ['hosts-may-begin-alike', 'literal-hosts-have-subdomains'],
      },
      {
        id: 'request/glob-host/named-behind-the-host',
        says: 'a granted host in the path, query or fragment of another grants nothing',
        refuses: [
          'https://outside.test/https://letters.inside.test/7',
          'https://outside.test/?letters.inside.test/7',
          'https://outside.test#letters.inside.test/7',
        ],
        sends: ['https://letters.inside.test/7'],
        catches: ['granted-text-anywhere-grants'],
        covers: ['K15', 'K16'],
      },
      {
        id: 'request/glob-host/star-crosses-no-border',
        says: 'the * of *.name stands for nothing that crosses the end of the host',
        refuses: [
          'https://outside.test/x.wide.test/7',
          'https://outside.test/?x=.wide.test/7',
          'https://outside.test#.wide.test/7',
          'https://a.wide.test.outside.test/7',
        ],
        sends: ['https://a.wide.test/7', 'https://wide.test.wide.test/7'],
        catches: [
          'globs-are-matched-as-text',
          'globs-match-as-in-directus',
          'stars-of-hosts-cross-slashes',
          'names-behind-a-star-stand-anywhere',
        ],
        covers: ['K18', 'K16', 'K15'],
      },
      {
        id: 'request/glob-host/apex',
        says: '*.name does not stand for the name itself',
        refuses: ['https://wide.test/7'],
        sends: ['https://a.wide.test/7', 'https://a.b.c.wide.test/7'],
        catches: ['hosts-may-end-alike', 'apexes-are-granted'],
        covers: ['K19'],
      },
      {
        id: 'request/glob-host/dot-of-the-star',
        says: '*.name stands for no name that only ends with the same letters',
        refuses: [
          'https://x.caf\u00e9.inside.test/7',
          'https://xc\u00e4fe.inside.test/7',
          'https://x-xn--cfe-qla.inside.test/7',
          'https://xn--cfe-qla.inside.test/7',
        ],
        sends: ['https://x.xn--cfe-qla.inside.test/7'],
        catches: [
          'dots-stand-for-any-character',
          'letters-that-look-alike-are-one',
          'hosts-keep-only-lower-case',
          'hosts-may-end-alike',
          'apexes-are-granted',
        ],
        covers: ['K18', 'K19', 'K06'],
      },
      {
        id: 'request/glob-host/star-of-another-name',
        says: '*.name stands for no name below another one',
        refuses: ['https://a.narrow.test/7', 'https://a.wide.test.narrow.test/7', 'https://wide.test.narrow.test/7'],
        sends: ['https://a.wide.test/7', 'https://narrow.test.wide.test/7'],
        catches: ['names-behind-a-star-stand-anywhere'],
        covers: ['K18'],
      },
      {
        id: 'request/glob-host/canonical-form',
        says: 'a literal host of a glob stands for its canonical form',
        refuses: ['https://bucher.inside.test/7', 'https://xn--bcher-kv.inside.test/7'],
        sends: [
          'https://xn--bcher-kva.inside.test/7',
          'https://fold.inside.test/',
          'https://loud.inside.test/7',
          'http://203.0.113.7/7',
          'http://[2001:db8::7]:8080/7',
        ],
        catches: ['accents-of-globs-are-dropped'],
        covers: ['K06', 'K07', 'K08', 'K11'],
      },
      {
        id: 'request/glob-host/scheme-in-front',
        says: 'the host of an http glob is not granted by https, nor that of an https glob by http',
        refuses: ['http://letters.inside.test/7', 'https://plain.inside.test/7', 'http://a.wide.test/7'],
        sends: ['https://letters.inside.test/7', 'http://plain.inside.test/7'],
        catches: ['schemes-are-not-compared'],
      },
    ],
  ),
  ...scopeCases({ clause, urls: ['https://*/letters/*', 'http://*:8080/drafts'] }, [
    {
      id: 'request/glob-host/any',
      says: 'a host that is * alone stands for every host, and for nothing else of the URL',
      refuses: [
        'http://inside.test/letters/7',
        'https://inside.test/drafts',
        'https://inside.test/x/letters/7',
        'http://inside.test:8080/drafts/7',
      ],
      sends: [
        'https://inside.test/letters/7',
        'https://a.b.inside.test/letters/7',
        'https://203.0.113.7/letters/7',
        'http://inside.test:8080/drafts',
      ],
      catches: ['schemes-are-not-compared', 'paths-need-only-begin', 'globs-are-matched-as-text', 'globs-match-as-in-directus'],
      covers: ['K18'],
    },
  ]),
  ...scopeCases({ clause: 'REQ-5.glob-scheme', urls: ['http://*', 'https://letters.inside.test/*'] }, [
    {
      id: 'request/glob-host/every-http',
      says: 'http://* grants every http URL and no https URL',
      refuses: ['https://inside.test/7', 'https://inside.test:80/7'],
      sends: [
        ['http://inside.test', 'http://inside.test/'],
        'http://a.b.inside.test/x/y?z',
        'http://inside.test:444/7',
        'http://inside.test:8055/items',
        'https://letters.inside.test/7',
      ],
      catches: ['schemes-are-not-compared'],
      covers: ['K38'],
    },
  ]),
]);
